// Why an address cannot be listened on, in a sentence.

import { type Address, formatAddress } from "./address.js";

const explainedByCode: Readonly<Record<string, string>> = {
  EACCES: "this user may not; a port below 1024, or a folder of someone else",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOENT: "the folder does not exist",
  ENOTFOUND: "the host name is not known",
  ENAMETOOLONG: "the path is longer than a socket's may be",
};

/** The system's error as a sentence, with its code, and itself as the cause. */
export function explainListenFault(error: NodeJS.ErrnoException, address: Address): Error {
  const { code = "" } = error;
  const reason = code === "EADDRINUSE" ? inUse(address) : (explainedByCode[code] ?? error.message);
  const explained = new Error(`Cannot listen on "${formatAddress(address)}": ${reason} (${code})`, {
    cause: error,
  });
  return Object.assign(explained, { code });
}

function inUse(address: Address): string {
  return address.kind === "unix"
    ? "a server listens there already, or one has left the file behind"
    : "another process, or this one, listens on this port already";
}
