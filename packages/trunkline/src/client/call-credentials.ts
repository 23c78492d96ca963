// Call credentials: metadata that says who calls, asked of a source for each call before it is sent (gRFC A54 for its
// errors).
//
// A token is as good as a password to whoever reads it on the way: nothing is sent in plaintext unless that
// was said.

import { assertOptions } from "../base/index.js";
import { Metadata, type MetadataInit, Status, StatusError, statusName } from "../grpc/index.js";
import type { CallIdentity } from "./call-errors.js";

/** The call that a source is asked for. */
export interface CredentialsRequest {
  /** Whom a token is to be made out to: `https://orders.example/shop.Orders`. */
  readonly serviceUrl: string;
  /** The rpc's path, `/shop.Orders/Get`. */
  readonly path: string;
  /** As given to `createChannel`. */
  readonly target: string;
}

/**
 * Gives the metadata of one call, at once or later. It is asked for every call: a token that can be used again is the
 * source's to keep. What it throws fails the call: a StatusError with its own code, anything else with
 * UNAUTHENTICATED.
 */
export type CredentialsSource = (
  request: CredentialsRequest,
) => Metadata | MetadataInit | Promise<Metadata | MetadataInit>;

/** Options of `callCredentials()`. */
export interface CallCredentialsOptions {
  /** True where they may also be sent without TLS, or to a server that is not verified. Default false. */
  readonly allowPlaintext?: boolean | undefined;
}

/** Made by `callCredentials()`. */
export interface CallCredentials {
  /** Tells them from those of a connection. */
  readonly kind: "call";
  /** As said to `callCredentials()`. */
  readonly allowPlaintext: boolean;
}

/** Codes that are a server's to give: from anywhere else they would be taken for the answer (gRFC A54). */
const SERVERS_OWN: ReadonlySet<Status> = new Set([
  Status.OK,
  Status.INVALID_ARGUMENT,
  Status.NOT_FOUND,
  Status.ALREADY_EXISTS,
  Status.FAILED_PRECONDITION,
  Status.ABORTED,
  Status.OUT_OF_RANGE,
  Status.DATA_LOSS,
]);

class SourceCredentials implements CallCredentials {
  readonly kind = "call" as const;
  readonly allowPlaintext: boolean;
  readonly #source: CredentialsSource;

  constructor(source: CredentialsSource, allowPlaintext: boolean) {
    this.#source = source;
    this.allowPlaintext = allowPlaintext;
  }

  /** Asks the source. Throws and rejects with whatever it does. */
  ask(request: CredentialsRequest): ReturnType<CredentialsSource> {
    return this.#source(request);
  }
}

/**
 * Credentials of calls, for all of a channel or for one:
 *
 *     const user = callCredentials(async () => ({ authorization: `Bearer ${await tokens.get()}` }));
 *     const channel = createChannel("orders.example:443", { credentials: tls(), callCredentials: user });
 *     await orders.get(request, { callCredentials: admin });   // both are sent
 *
 * @throws TypeError where `source` is no function
 */
export function callCredentials(
  source: CredentialsSource,
  options: CallCredentialsOptions = {},
): CallCredentials {
  assertOptions(options);
  if (typeof source !== "function") {
    throw new TypeError("Cannot use callCredentials(): expected a function that gives metadata");
  }
  return new SourceCredentials(source, options.allowPlaintext === true);
}

/** Who else could read what is sent: nobody, everybody on the way, or whoever poses as the server. */
export type Exposure = "none" | "in plaintext" | "to a server that is not verified";

/** A call that is to have credentials. */
export interface CredentialedCall extends CallIdentity {
  /** They come later: until then the call waits. */
  awaitCredentials(): void;
  /** They have come: the call goes on, with these fields more, unless it has ended. */
  dispatchWith(fields: readonly string[]): void;
  fail(error: unknown): void;
}

/** The credentials of the calls of one method on one channel. */
export class MethodCredentials {
  /** Those of the channel; undefined where it has none. */
  readonly ofChannel: CallCredentials | undefined;
  readonly #request: CredentialsRequest;
  readonly #exposure: Exposure;

  constructor(
    ofChannel: CallCredentials | undefined,
    exposure: Exposure,
    path: string,
    target: string,
    authority: string,
  ) {
    this.ofChannel = ofChannel;
    this.#exposure = exposure;
    const service = path.slice(0, path.lastIndexOf("/"));
    const serviceUrl = `https://${authority.replace(/:443$/, "")}${service}`;
    this.#request = { serviceUrl, path, target };
  }

  /** @throws TypeError for credentials of a call that are none, and where somebody else could read them */
  check(own: CallCredentials | undefined): void {
    if (own === undefined) return;
    const { path, target } = this.#request;
    assertCallCredentials(`Cannot call "${path}" on "${target}"`, own, this.#exposure);
  }

  /** Asks those of the channel and those of the call, and sends the call on with what they give together. */
  obtain(call: CredentialedCall, own: CallCredentials | undefined): void {
    const given: ReturnType<CredentialsSource>[] = [];
    try {
      for (const credentials of [this.ofChannel, own]) {
        if (credentials instanceof SourceCredentials) given.push(credentials.ask(this.#request));
      }
      if (!given.some(isThenable)) {
        call.dispatchWith(fieldsOf(given as (Metadata | MetadataInit)[]));
        return;
      }
    } catch (error) {
      // Nobody waits for the others any more; what they reject with would be nobody's.
      void Promise.allSettled(given);
      call.fail(failureOf(call, error));
      return;
    }
    call.awaitCredentials();
    Promise.all(given)
      .then(fieldsOf)
      .then(
        (fields) => call.dispatchWith(fields),
        (error) => call.fail(failureOf(call, error)),
      );
  }
}

/**
 * @param action what was being done, for the message: `Cannot open a channel to "orders:50051"`
 * @throws TypeError for what is not from `callCredentials()`, and where somebody else could read it
 */
export function assertCallCredentials(
  action: string,
  credentials: CallCredentials | undefined,
  exposure: Exposure,
): void {
  if (credentials === undefined) return;
  if (!(credentials instanceof SourceCredentials)) {
    throw new TypeError(`${action}: expected callCredentials made by callCredentials()`);
  }
  if (exposure === "none" || credentials.allowPlaintext) return;
  throw new TypeError(
    `${action}: call credentials would be sent ${exposure}; use tls(), or say callCredentials(source, { allowPlaintext: true }) if that is meant`,
  );
}

function isThenable(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null)?.then === "function";
}

class UnusableMetadata extends Error {}

function fieldsOf(given: readonly (Metadata | MetadataInit)[]): readonly string[] {
  return given.flatMap((metadata) => {
    if (typeof metadata !== "object" || metadata === null) {
      throw new UnusableMetadata(`they gave a value of type ${typeof metadata}, expected metadata`);
    }
    try {
      return (metadata instanceof Metadata ? metadata : new Metadata(metadata)).toFields();
    } catch (error) {
      throw new UnusableMetadata((error as Error).message, { cause: error });
    }
  });
}

function failureOf(call: CallIdentity, error: unknown): StatusError {
  const name = `"${call.path}" on "${call.target}"`;
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof UnusableMetadata) {
    const message = `${name} was not sent: its call credentials cannot be used: ${reason}`;
    return new StatusError(Status.INTERNAL, message, { cause: error.cause ?? error });
  }
  const message = `${name} was not sent: its call credentials could not be obtained: ${reason}`;
  if (!StatusError.is(error)) {
    return new StatusError(Status.UNAUTHENTICATED, message, { cause: error });
  }
  if (!SERVERS_OWN.has(error.code)) return new StatusError(error.code, message, { cause: error });
  return new StatusError(Status.INTERNAL, `${message} (${statusName(error.code)})`, {
    cause: error,
  });
}
