// Faults of the server that its clients are not told about, on their way to whoever runs it.

/** Something for whoever runs the server. */
export interface ErrorReport {
  /**
   * `handler`: it threw something that is no StatusError, or gave no reply. `reply`: what it gave
   * cannot be encoded. `deaf`: it goes on although its call was cancelled. `accept`: the system failed to
   * accept a connection, or has no file descriptor for another; the server goes on. `closing`: a listener of
   * `server.onClosing()` threw; the server closes all the same.
   */
  readonly kind: "handler" | "reply" | "deaf" | "accept" | "closing";
  readonly error: unknown;
  /** The rpc's path, `/shop.Orders/Get`; empty where no call is concerned. */
  readonly path: string;
  /** The client's address; empty where none is concerned. */
  readonly peer: string;
}

const sentences: { readonly [K in ErrorReport["kind"]]: string } = {
  handler: "The handler failed",
  reply: "The reply cannot be sent",
  deaf: "The handler does not listen",
  accept: "A connection could not be accepted",
  closing: "A listener of onClosing() failed",
};

const printed = new WeakSet<object>();

/** Prints a report to stderr; the same error object once. */
export function printReport(report: ErrorReport): void {
  const { error, kind, path, peer } = report;
  if (typeof error === "object" && error !== null) {
    if (printed.has(error)) return;
    printed.add(error);
  }
  const call = path === "" ? "" : ` (${path}, called from ${peer})`;
  const sentence = `trunkline: ${sentences[kind]}${call}:`;
  try {
    console.error(sentence, error);
  } catch {
    // It has a stack, or a way to be shown, that throws.
    console.error(sentence, "something that cannot be printed");
  }
}
