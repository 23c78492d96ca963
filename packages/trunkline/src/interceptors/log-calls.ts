// One line a call, for a logger that takes fields and a text.

import { assertFunction, assertKnownKeys, assertOptions } from "../base/index.js";
import {
  type InterceptedCall,
  type Interceptor,
  Status,
  StatusError,
  statusName,
} from "../grpc/index.js";
import { isSilencedPromise } from "./promises.js";

/** What lines go to: pino, winston, console, anything with these two. */
export interface Logger {
  info(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** What a line says. */
export interface CallLog {
  readonly side: "client" | "server";
  /** `/shop.Orders/Get` */
  readonly path: string;
  readonly kind: string;
  /** At a client, where the call went. */
  readonly target?: string;
  /** At a server, where it came from. */
  readonly peer?: string;
  /** How it ended, `OK`. */
  readonly code: string;
  readonly durationMs: number;
  /** What was left of the call's time when it began. */
  readonly timeoutMs?: number;
  /** What it ended with, where it did not end well. */
  readonly err?: unknown;
}

/** Options of `logCalls`. */
export interface LogOptions {
  /**
   * True to log each message too, as `message`, as it goes by. What is in them may be nobody's business.
   * Default false.
   */
  readonly messages?: boolean | undefined;
  /** Which ends go to `error` and not to `info`. Default: those that somebody has to look into. */
  readonly isError?: ((code: Status) => boolean) | undefined;
  /** More fields for the line of a call; asked at its end, and not waited for: a promise adds none. */
  readonly fields?: ((call: InterceptedCall) => object) | undefined;
}

/** These are faults of a program or a machine; other codes are answers. */
const FAULTS: ReadonlySet<Status> = new Set([
  Status.UNKNOWN,
  Status.DEADLINE_EXCEEDED,
  Status.INTERNAL,
  Status.UNAVAILABLE,
  Status.DATA_LOSS,
]);

/** What calls of one side have. */
type SeenCall = InterceptedCall & { readonly peer?: unknown; readonly target?: string };

/**
 * Logs one line for each call when it has ended: which, how, and how long it took. Payloads and metadata are not
 * logged. A logger that throws or rejects harms no call, and neither does an option.
 *
 *     createServer({ interceptors: [logCalls(pino())] });
 *
 * @throws TypeError for a logger without `info` or `error`, or an option that is not known
 */
export function logCalls(logger: Logger, options: LogOptions = {}): Interceptor {
  if (typeof logger?.info !== "function" || typeof logger.error !== "function") {
    throw new TypeError("Cannot log calls: expected a logger with the functions info and error");
  }
  assertOptions(options);
  assertKnownKeys("logCalls()", options, ["messages", "isError", "fields"]);
  const { messages = false, isError = isFault, fields } = options;
  assertFunction("isError", isError);
  if (fields !== undefined) assertFunction("fields", fields);

  const write = (level: "info" | "error", line: object, text: string): void => {
    try {
      isSilencedPromise(logger[level](line, text));
    } catch {
      // The call is worth more than the line.
    }
  };

  return async (call, next) => {
    const startedMs = call.clock.nowMs();
    const timeoutMs = call.timeRemainingMs();
    const about = describe(call);
    if (messages) {
      const see = (direction: "request" | "reply") => (message: unknown) =>
        write("info", { ...about, direction, message }, `${call.path} ${direction}`);
      call.onRequest(see("request"));
      call.onReply(see("reply"));
    }
    let error: unknown;
    try {
      return await next();
    } catch (reason) {
      error = reason;
      throw reason;
    } finally {
      error = whyCancelled(call) ?? error;
      const code = codeOf(error);
      const durationMs = round(call.clock.nowMs() - startedMs);
      const line = {
        ...about,
        code: statusName(code),
        durationMs,
        ...(timeoutMs === Infinity ? {} : { timeoutMs: round(timeoutMs) }),
        ...(error === undefined ? {} : { err: error }),
        ...fieldsOf(fields, call),
      };
      write(levelOf(code, isError), line, `${call.path} ${statusName(code)} ${durationMs} ms`);
    }
  };
}

function describe(call: SeenCall): Pick<CallLog, "side" | "path" | "kind" | "target" | "peer"> {
  const { side, path, target, peer } = call;
  return {
    ...{ side, path, kind: call.method.kind },
    ...(target === undefined ? {} : { target }),
    ...(peer === undefined ? {} : { peer: String(peer) }),
  };
}

/** A handler may give a reply that nobody waits for any more. */
function whyCancelled(call: InterceptedCall): unknown {
  try {
    call.throwIfCancelled();
    return undefined;
  } catch (reason) {
    return reason;
  }
}

/** The code that a call ends with for this error; OK for none. */
function codeOf(error: unknown): Status {
  if (error === undefined) return Status.OK;
  return StatusError.is(error) ? error.code : Status.UNKNOWN;
}

function isFault(code: Status): boolean {
  return FAULTS.has(code);
}

/** An `isError` that throws, or gives a promise, is as good as none. */
function levelOf(code: Status, isError: (code: Status) => boolean): "info" | "error" {
  let error: unknown;
  try {
    error = isError(code);
    if (isSilencedPromise(error)) error = isFault(code);
  } catch {
    error = isFault(code);
  }
  return error ? "error" : "info";
}

function fieldsOf(fields: LogOptions["fields"], call: InterceptedCall): object {
  try {
    const more = fields?.(call) ?? {};
    // Copied here, where a getter that throws is caught.
    return isSilencedPromise(more) ? {} : { ...more };
  } catch {
    return {};
  }
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000;
}
