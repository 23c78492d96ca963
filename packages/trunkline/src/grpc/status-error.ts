// The one error that a call ends with, at either end.
//
// Recognised by a brand and not by its class, so that an error made by another copy of this package in
// the same process is recognised too.

import type { MessageType } from "../protobuf/index.js";
import { Metadata, type MetadataInit } from "./metadata.js";
import { isStatus, Status, statusName } from "./status.js";

const brand = Symbol.for("trunkline.StatusError");

/** A machine-readable detail of an error: a message in its binary encoding and the name of its type. */
export interface StatusDetail {
  /** The type, `type.googleapis.com/google.rpc.BadRequest`. */
  readonly typeUrl: string;
  /** The message, encoded. */
  readonly value: Uint8Array;
}

/** What a StatusError may carry beside its code and text. */
export interface StatusErrorOptions {
  /** More about the error for programs; none by default. */
  readonly details?: readonly StatusDetail[] | undefined;
  /** Trailers to send with the error, where a handler throws it. */
  readonly metadata?: Metadata | MetadataInit | undefined;
  /** What led to it; never sent to the peer. */
  readonly cause?: unknown;
}

/**
 * Why a call did not succeed. Thrown in a handler, it is sent to the client as it is; a client's call
 * rejects with it. One that a client received goes on without its metadata, which was meant for that client.
 *
 *     throw new StatusError(Status.NOT_FOUND, `No user has the id ${request.userId}`);
 */
export class StatusError extends Error {
  /** What went wrong, by kind. */
  readonly code: Status;
  /** More about the error for programs. */
  readonly details: readonly StatusDetail[];
  #metadata: Metadata | undefined;
  #isReceived = false;

  /**
   * @param message the text the peer sees: exactly this, with no prefix
   * @throws RangeError when `code` is not one of `Status`, or is OK; TypeError for details that `detail()` did not
   * make, and for metadata that cannot be sent
   */
  constructor(code: Status, message: string, options?: StatusErrorOptions) {
    super(
      message,
      options !== undefined && "cause" in options ? { cause: options.cause } : undefined,
    );
    if (!isStatus(code) || code === Status.OK) {
      throw new RangeError(
        `Cannot make a StatusError with code ${code}: expected a code of Status other than OK`,
      );
    }
    this.code = code;
    this.details = checkDetails(options?.details ?? []);
    this.#metadata = toMetadata(options?.metadata);
  }

  /**
   * The first detail of a type; undefined when there is none, or none that can be read.
   *
   *     const wrong = error.detail(BadRequest)?.fieldViolations;
   */
  detail<T>(type: MessageType<T, never>): T | undefined {
    return this.detailsOf(type)[0];
  }

  /** Every detail of a type that can be read, in order. */
  detailsOf<T>(type: MessageType<T, never>): T[] {
    return this.details.flatMap(({ typeUrl, value }) => {
      if (typeUrl.slice(typeUrl.lastIndexOf("/") + 1) !== type.typeName) return [];
      try {
        return [type.decode(value)];
      } catch {
        // The peer's mistake, which must not hide the error that it came with.
        return [];
      }
    });
  }

  /** The code's name, `NOT_FOUND`. */
  get codeName(): string {
    return statusName(this.code);
  }

  /** Headers and trailers that came, or are to go, with the error; empty when there were none. */
  get metadata(): Metadata {
    this.#metadata ??= new Metadata();
    return this.#metadata;
  }

  /**
   * What a server sends of `metadata`; undefined for nothing. Of an error that a client received it is nothing:
   * a backend's headers are not for whoever calls its caller.
   */
  get metadataToSend(): Metadata | undefined {
    const hasSome = this.#metadata !== undefined && this.#metadata.size > 0;
    return hasSome && !this.#isReceived ? this.#metadata : undefined;
  }

  /** `StatusError NOT_FOUND: No user has the id 7` */
  override toString(): string {
    return `${this.name} ${this.codeName}: ${this.message}`;
  }

  /** An error with the headers and trailers that came with it. */
  static received(code: Status, message: string, options: StatusErrorOptions): StatusError {
    const error = new StatusError(code, message, options);
    error.#isReceived = true;
    return error;
  }

  /** True for a StatusError of this or any other copy of the package. */
  static is(value: unknown): value is StatusError {
    return (
      typeof value === "object" &&
      value !== null &&
      (value as Record<symbol, unknown>)[brand] === true
    );
  }
}

/** They are sent long after, where a mistake could only be lost. */
function checkDetails(details: readonly StatusDetail[]): readonly StatusDetail[] {
  if (Array.isArray(details) && details.every(isDetail)) return details;
  throw new TypeError(
    "Cannot make a StatusError with these details: expected a list of what detail(type, message) gives",
  );
}

function isDetail(given: unknown): boolean {
  const { typeUrl, value } = (given ?? {}) as Partial<StatusDetail>;
  return typeof typeUrl === "string" && ArrayBuffer.isView(value);
}

function toMetadata(given: Metadata | MetadataInit | undefined): Metadata | undefined {
  if (given === undefined || given instanceof Metadata) return given;
  if (typeof given === "object" && given !== null) return new Metadata(given);
  throw new TypeError(
    "Cannot make a StatusError with this metadata: expected Metadata, or a record of keys and values",
  );
}

// On the prototype, so that an error does not carry them as properties of its own.
Object.defineProperty(StatusError.prototype, "name", { value: "StatusError", configurable: true });
Object.defineProperty(StatusError.prototype, brand, { value: true });
