// The one deadline of calls that are to end by it, at a handler that they have reached.

/** Long enough for any machine to connect and reach a handler in, in milliseconds. A test waits that long. */
export const REACHING_MS = 5_000;
