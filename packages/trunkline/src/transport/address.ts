// Where sockets connect to and listen on.

import { isIP, isIPv4, isIPv6 } from "node:net";

/** One place to connect to or to listen on. `host` is an IP address, or a name for the system to resolve. */
export type Address =
  | { readonly kind: "tcp"; readonly host: string; readonly port: number }
  | { readonly kind: "unix"; readonly path: string };

/** `10.0.3.7:50051`, `[::1]:50051` or `unix:/run/orders.sock`. */
export function formatAddress(address: Address): string {
  if (address.kind === "unix") return `unix:${address.path}`;
  const { host, port } = address;
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/** `10.0.3.7:50051`, `[::1]:50051`, or `unix` for a socket without an address. */
export function formatSocketAddress(host: string | undefined, port: number | undefined): string {
  if (host === undefined || port === undefined) return "unix";
  return formatAddress({ kind: "tcp", host, port });
}

/**
 * Parses what a server listens on: `0.0.0.0:50051`, `[::]:50051`, `localhost:0`, `unix:run/app.sock`.
 * @throws TypeError in one sentence for anything else
 */
export function parseListenTarget(target: string): Address {
  if (typeof target === "string" && target.startsWith("unix:")) {
    const path = target.slice(5).replace(/^\/\/(?=\/)/, "");
    if (path !== "") return { kind: "unix", path };
  }
  const match = /^(?:\[([^\]]+)\]|([^:]+)):([0-9]{1,5})$/.exec(target);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port > 65_535 || (match?.[1] !== undefined && !isIPv6(host))) {
    throw new TypeError(
      `Cannot listen on "${target}": expected "host:port" such as "0.0.0.0:50051" or "[::]:50051", or "unix:path"`,
    );
  }
  return { kind: "tcp", host, port };
}

/** Which IP the address `host` is of; 0 when it is a name. */
export function ipVersionOf(host: string): 0 | 4 | 6 {
  return isIP(host) as 0 | 4 | 6;
}

/** True when the address as written can be reached from this machine alone. */
export function isLoopbackAddress(address: Address): boolean {
  if (address.kind === "unix") return true;
  const host = address.host.toLowerCase();
  if (isIPv4(host)) return host.startsWith("127.");
  if (isIPv6(host)) return /^(0{0,4}:){2,7}0{0,3}1$/.test(host) || /^::ffff:127\./.test(host);
  return host === "localhost" || host.endsWith(".localhost");
}
