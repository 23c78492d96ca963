// Targets: what users write to say where a server is, and what that means (gRPC "Name Resolution").
//
//   orders:50051   dns:///orders:50051   10.0.3.7:50051   [::1]:50051   a name without a port: port 443
//   ipv4:10.0.3.7:50051,10.0.3.8:50051   ipv6:[2001:db8::1]:50051   addresses to be tried in turn
//   unix:run/orders.sock   unix:///run/orders.sock

import { type Address, formatAddress, ipVersionOf, isLoopbackAddress } from "../transport/index.js";

/** A parsed target. `text` is as the user wrote it, `authority` what goes into `:authority`. */
export type Target =
  | {
      readonly kind: "dns";
      readonly text: string;
      readonly authority: string;
      readonly host: string;
      readonly port: number;
    }
  | {
      readonly kind: "addresses";
      readonly text: string;
      readonly authority: string;
      readonly addresses: readonly [Address, ...Address[]];
    };

const DEFAULT_PORT = 443;

/**
 * Parses what a user gave to `createChannel`.
 * @throws TypeError in one sentence when it is not a target
 */
export function parseTarget(text: string): Target {
  if (typeof text !== "string" || text === "") {
    throw invalidTarget(
      typeof text === "string" ? text : typeof text,
      'expected a target such as "localhost:50051"',
    );
  }
  const web = /^(https?):\/\/([^/]*)/i.exec(text);
  if (web !== null) {
    throw invalidTarget(text, `expected no "${web[1]}://": write "${web[2]}"`);
  }
  if (text.startsWith("unix:")) return parseUnix(text);
  if (text.startsWith("ipv4:")) return parseAddressList(text, text.slice(5), 4);
  if (text.startsWith("ipv6:")) return parseAddressList(text, text.slice(5), 6);
  if (text.startsWith("dns:")) return parseDns(text);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text);
  if (scheme !== null) {
    throw invalidTarget(
      text,
      `the scheme "${scheme[1]}" is unknown: expected dns, ipv4, ipv6 or unix`,
    );
  }
  return parseName(text, text);
}

/**
 * True when the target as written can only lead to this machine: plaintext needs no word there. A
 * name that merely resolves to a loopback address does not count.
 */
export function isLoopbackTarget(target: Target): boolean {
  if (target.kind === "addresses") return target.addresses.every(isLoopbackAddress);
  return isLoopbackAddress({ kind: "tcp", host: target.host, port: target.port });
}

/** `orders` of `orders:50051`, `::1` of `[::1]:50051`: the name that a certificate must be for. */
export function hostOfAuthority(authority: string): string {
  const parts = /^(?:\[([^\]]*)\]|([^:]*))(?::\d+)?$/.exec(authority);
  return parts?.[1] ?? parts?.[2] ?? authority;
}

function parseUnix(text: string): Target {
  const rest = text.slice("unix:".length);
  const path = rest.startsWith("///") ? rest.slice(2) : rest;
  if (path === "" || path.startsWith("//")) {
    throw invalidTarget(text, 'expected "unix:" and a path, or "unix://" and an absolute path');
  }
  return { kind: "addresses", text, authority: "localhost", addresses: [{ kind: "unix", path }] };
}

function parseDns(text: string): Target {
  let name = text.slice("dns:".length);
  if (name.startsWith("//")) {
    const slash = name.indexOf("/", 2);
    if (slash < 0) {
      throw invalidTarget(text, `a name follows three slashes: write "dns:///${name.slice(2)}"`);
    }
    if (slash > 2) {
      throw invalidTarget(
        text,
        `asking a DNS server of one's own ("${name.slice(2, slash)}") is not supported`,
      );
    }
    name = name.slice(3);
  }
  return parseName(text, name);
}

/** A name or an IP address, with or without a port. */
function parseName(text: string, name: string): Target {
  const { host, port } = parseHostAndPort(text, name);
  if (ipVersionOf(host) !== 0) {
    return { kind: "addresses", text, authority: name, addresses: [{ kind: "tcp", host, port }] };
  }
  return { kind: "dns", text, authority: name, host, port };
}

function parseAddressList(text: string, list: string, family: 4 | 6): Target {
  const addresses = list.split(",").map((item): Address => {
    const { host, port } = parseHostAndPort(text, item);
    if (ipVersionOf(host) !== family) {
      throw invalidTarget(text, `"${host}" is not an IPv${family} address`);
    }
    return { kind: "tcp", host, port };
  });
  // split() gives at least one item.
  const [first, ...others] = addresses as [Address, ...Address[]];
  return {
    kind: "addresses",
    text,
    authority: formatAddress(first),
    addresses: [first, ...others],
  };
}

function parseHostAndPort(text: string, name: string): { host: string; port: number } {
  if (ipVersionOf(name) === 6) return { host: name, port: DEFAULT_PORT };
  const parts = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::([^:]*))?$/.exec(name);
  if (parts === null) {
    throw invalidTarget(text, 'expected "host:port" (an IPv6 address goes in brackets)');
  }
  const [, bracketed, plain, portText] = parts;
  if (bracketed !== undefined && ipVersionOf(bracketed) !== 6) {
    throw invalidTarget(text, `"${bracketed}" in brackets is not an IPv6 address`);
  }
  const host = bracketed ?? plain ?? "";
  if (host === "") throw invalidTarget(text, "the host is empty");
  if (/[\s/?#@\\%,]/.test(host)) {
    throw invalidTarget(text, `"${host}" is not a host name`);
  }
  return { host, port: portText === undefined ? DEFAULT_PORT : parsePort(text, portText) };
}

function parsePort(text: string, portText: string): number {
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0;
  if (port < 1 || port > 65_535) {
    throw invalidTarget(text, `port "${portText}" is not a number from 1 to 65535`);
  }
  return port;
}

function invalidTarget(text: string, reason: string): TypeError {
  return new TypeError(`Cannot connect to "${text}": ${reason}`);
}
