// The options of a server, with their defaults.

import { assertOptions, resolveMaxMessageBytes } from "../grpc/index.js";
import { type ConnectionOptions, resolveConnectionOptions } from "../http2/index.js";
import { type ErrorReport, printReport } from "./report.js";

/** Options of a server, those of its HTTP/2 connections among them. */
export interface ServerOptions extends ConnectionOptions {
  /** The largest request message that is accepted, without its prefix. Default 4 MiB. */
  readonly maxReceiveMessageBytes?: number | undefined;
  /**
   * Hears of everything that is the server's own fault and that the client is told nothing about:
   * what a handler threw that is no StatusError, a reply that cannot be encoded, a handler that goes on
   * after its call was cancelled. Default: printed to stderr.
   */
  readonly onError?: ((report: ErrorReport) => void) | undefined;
}

/** The same with every default decided. */
export interface ResolvedServerOptions {
  readonly maxReceiveMessageBytes: number;
  readonly onError: (report: ErrorReport) => void;
  readonly http2: ConnectionOptions;
}

/**
 * Fills in the defaults.
 * @throws RangeError or TypeError for an option that is not what it should be
 */
export function resolveServerOptions(options: ServerOptions): ResolvedServerOptions {
  assertOptions(options);
  const { maxReceiveMessageBytes: givenBytes, onError = printReport, ...http2 } = options;
  const maxReceiveMessageBytes = resolveMaxMessageBytes("maxReceiveMessageBytes", givenBytes);
  if (typeof onError !== "function") {
    throw new TypeError(`Cannot set onError to a ${typeof onError}: expected a function`);
  }
  // Checked here, or the first connection would be the one to find out.
  return { maxReceiveMessageBytes, onError, http2: resolveConnectionOptions(http2) };
}
