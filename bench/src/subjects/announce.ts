// How a subject's server says that it is ready: the bound target as its first line.

import type { AddressInfo } from "node:net";

/** Prints where `address` is, and ends the process in order at SIGTERM. */
export function announce(address: AddressInfo | string | null): void {
  if (address === null || typeof address === "string") {
    throw new TypeError(`Cannot announce "${address}": expected a TCP address`);
  }
  console.log(`${address.address}:${address.port}`);
  process.on("SIGTERM", () => process.exit(0));
}
