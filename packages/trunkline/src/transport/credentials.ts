// How connections are secured, and the rule that plaintext beyond this machine must be said aloud.

import { TlsCredentials } from "./tls-credentials.js";

/** Made by `insecure()`. */
export interface InsecureCredentials {
  /** Tells it from TlsCredentials. */
  readonly kind: "insecure";
}

/** How connections are secured: made by `insecure()` or `tls()`. */
export type Credentials = InsecureCredentials | TlsCredentials;

const INSECURE: InsecureCredentials = Object.freeze({ kind: "insecure" });

/**
 * Plaintext: HTTP/2 with prior knowledge, no encryption. Needed wherever the address is not loopback or
 * a unix socket, when listening as when connecting.
 */
export function insecure(): InsecureCredentials {
  return INSECURE;
}

/**
 * What the connections of a channel or a listener are secured with; undefined is plaintext, which must
 * be to this machine alone or have been asked for.
 * @param action what was being done, for the message: `Cannot listen on "0.0.0.0:50051"`
 * @throws TypeError in one sentence that says what to write
 */
export function resolveCredentials(
  action: string,
  isLocal: boolean,
  credentials: Credentials | undefined,
): TlsCredentials | undefined {
  if (credentials instanceof TlsCredentials) return credentials;
  if (credentials !== undefined && credentials?.kind !== "insecure") {
    throw new TypeError(`${action}: expected credentials made by tls() or insecure()`);
  }
  if (isLocal || credentials !== undefined) return undefined;
  throw new TypeError(
    `${action}: plaintext to other machines must be asked for; write { credentials: insecure() } if that is meant, tls() if not`,
  );
}
