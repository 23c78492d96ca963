// A server of `Echo` behind a proxy: in this process, where a test sees into it, or as a program of its own, which
// can be killed.

import { fileURLToPath } from "node:url";
import {
  createServer,
  detail,
  ErrorInfo,
  type Server,
  type ServerCall,
  Status,
  StatusError,
} from "trunkline";
import { Echo } from "./echo.testing.js";

/** What `say` does, by its text: anything else is given back. */
export const WAIT = "wait for the end of the call";
export const FAIL = "fail";

/** A server, and the calls that wait at it. */
export interface Backend {
  readonly server: Server;
  readonly target: string;
  /** How many calls of `say` have come so far. */
  readonly said: () => number;
  /** The next call that says WAIT has come. */
  waits(): Promise<void>;
  /** The next of them was cancelled. */
  ended(): Promise<void>;
}

export async function startBackend(): Promise<Backend> {
  const bell = new Bell();
  let said = 0;
  const server = createServer();
  server.addService(Echo, {
    async say(request, call) {
      said++;
      if (request.value === WAIT) await untilCancelled(call, bell);
      if (request.value === FAIL) throw failure();
      call.responseHeaders.set("x-echo", call.metadata.get("x-echo") ?? "none");
      call.responseTrailers.set("x-echo-bin", call.metadata.get("x-echo-bin") ?? new Uint8Array());
      return request;
    },
    async *list(request) {
      for (let index = 0; index < Number(request.value); index++) yield { value: String(index) };
    },
    async join(requests) {
      let count = 0;
      for await (const _request of requests) count++;
      return { value: String(count) };
    },
    async *chat(requests) {
      for await (const request of requests) yield request;
    },
  });
  const target = await server.listen("127.0.0.1:0");
  return {
    server,
    target,
    said: () => said,
    waits: () => bell.next("waits"),
    ended: () => bell.next("ended"),
  };
}

async function untilCancelled(call: ServerCall, bell: Bell): Promise<void> {
  const cancelled = new Promise((resolve) => call.signal.addEventListener("abort", resolve));
  bell.ring("waits");
  await cancelled;
  bell.ring("ended");
  call.throwIfCancelled();
}

/** Tells whoever waits for something that it has come. */
class Bell {
  readonly #waiting = new Map<"waits" | "ended", () => void>();

  next(what: "waits" | "ended"): Promise<void> {
    return new Promise((resolve) => this.#waiting.set(what, resolve));
  }

  ring(what: "waits" | "ended"): void {
    this.#waiting.get(what)?.();
  }
}

function failure(): StatusError {
  const error = new StatusError(Status.FAILED_PRECONDITION, "no: ü, %, and a line\nmore", {
    details: [detail(ErrorInfo, { reason: "NOT_NOW", domain: "test" })],
  });
  error.metadata.set("x-why", "because");
  return error;
}

// As a program, it prints where it listens.
if (process.argv[1] === fileURLToPath(import.meta.url)) console.log((await startBackend()).target);
