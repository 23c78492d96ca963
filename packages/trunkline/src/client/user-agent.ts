// What a client calls itself (gRPC-HTTP2 "User Agents").

/** This package's version; a test holds it against package.json. */
export const VERSION = "0.1.0";

const { process } = globalThis as { process?: { versions?: { node?: string } } };
const nodeVersion = process?.versions?.node;

/** `trunkline/0.1.0 node/20.20.2` */
export const USER_AGENT: string =
  nodeVersion === undefined ? `trunkline/${VERSION}` : `trunkline/${VERSION} node/${nodeVersion}`;
