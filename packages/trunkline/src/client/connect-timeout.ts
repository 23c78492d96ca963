// How long an address has to let itself be connected to and to say its first word of HTTP/2, both
// together (gRPC "Connection Backoff", minimum connect timeout).

export const CONNECT_TIMEOUT_MS = 20_000;

/** What is said of an address that took longer. */
export const NO_ANSWER: string = `no answer within ${CONNECT_TIMEOUT_MS / 1_000} s`;
