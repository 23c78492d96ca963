// How a connection is secured, and the rule that plaintext beyond this machine must be said aloud.

/** Made by `insecure()`. */
export interface Credentials {
  readonly kind: "insecure";
}

const INSECURE: Credentials = Object.freeze({ kind: "insecure" });

/**
 * Plaintext: HTTP/2 with prior knowledge, no encryption. Needed wherever the address is not loopback or
 * a unix socket, when listening as when connecting.
 */
export function insecure(): Credentials {
  return INSECURE;
}

/**
 * Checks that plaintext is allowed: the address is this machine's own, or it has been asked for.
 * @param action what was being done, for the message: `Cannot listen on "0.0.0.0:50051"`
 * @throws TypeError in one sentence that says what to write
 */
export function assertPlaintextAllowed(
  action: string,
  isLocal: boolean,
  credentials: Credentials | undefined,
): void {
  if (credentials !== undefined && credentials.kind !== "insecure") {
    throw new TypeError(`${action}: expected credentials made by insecure()`);
  }
  if (isLocal || credentials !== undefined) return;
  throw new TypeError(
    `${action}: plaintext to other machines must be asked for; write { credentials: insecure() } if that is meant`,
  );
}
