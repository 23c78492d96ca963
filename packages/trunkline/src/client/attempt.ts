// One attempt to connect: the target's addresses are asked for and tried in turn, each for at most
// 20 s (gRPC "Connection Backoff", minimum connect timeout).

import { type Clock, Timer } from "../base/index.js";
import { type Address, formatAddress, TlsError } from "../transport/index.js";
import { CONNECT_TIMEOUT_MS, NO_ANSWER } from "./connect-timeout.js";
import type { Environment } from "./environment.js";
import { resolveTarget } from "./resolve.js";
import type { Target } from "./target.js";

/** Why no address could be reached: `message` is a sentence for the user. */
export class UnreachableError extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = "UnreachableError";
  }
}

/**
 * Connects to the first address of `target` that lets itself be connected to.
 *
 * @param open makes one connection and honours its signal
 * @throws UnreachableError when none did; the signal's reason when `signal` was aborted
 */
export async function attemptTarget<T>(
  target: Target,
  environment: Environment,
  signal: AbortSignal,
  open: (address: Address, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { clock } = environment;
  let addresses: readonly Address[];
  try {
    addresses = await limitTime(clock, signal, () => resolveTarget(target, environment));
  } catch (error) {
    signal.throwIfAborted();
    throw new UnreachableError(
      `Cannot reach "${target.text}": ${reasonOf(error)}; is the name right?`,
      error,
    );
  }
  let reason = "";
  let cause: unknown;
  for (const address of addresses) {
    try {
      return await limitTime(clock, signal, (limited) => open(address, limited));
    } catch (error) {
      signal.throwIfAborted();
      cause = error;
      reason = withAddress(reasonOf(error), address);
    }
  }
  const count = addresses.length;
  const listed = count > 1 ? `: ${addresses.map(formatAddress).join(", ")}` : "";
  const advice =
    cause instanceof TlsError ? cause.advice : "is the server up and is the port right?";
  throw new UnreachableError(
    `Cannot reach "${target.text}": ${reason} (${count} of ${count} addresses tried${listed}); ${advice}`,
    cause,
  );
}

/** Runs `work` under a signal that is aborted with `signal` or after the connect timeout. */
async function limitTime<T>(
  clock: Clock,
  signal: AbortSignal,
  work: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const timer = new ConnectTimer(controller);
  const forward = (): void => controller.abort(signal.reason);
  signal.addEventListener("abort", forward);
  clock.schedule(timer, clock.nowMs() + CONNECT_TIMEOUT_MS);
  try {
    return await Promise.race([work(controller.signal), rejectOnAbort(controller.signal)]);
  } finally {
    clock.cancel(timer);
    signal.removeEventListener("abort", forward);
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

class ConnectTimer extends Timer {
  readonly #controller: AbortController;

  constructor(controller: AbortController) {
    super();
    this.#controller = controller;
  }

  override onTimer(): void {
    this.#controller.abort(new Error(NO_ANSWER));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && error.message !== "" ? error.message : String(error);
}

/** The reason with the address in it; most socket errors name it already. */
function withAddress(reason: string, address: Address): string {
  const text = formatAddress(address);
  const written = address.kind === "unix" ? address.path : text;
  if (reason.includes(written) || reason.includes(text.replace(/[[\]]/g, ""))) return reason;
  return `${reason} from ${text}`;
}
