// What the options of `trunkline health` come to: where to ask, how, and for how long.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Credentials, insecure, Metadata, tls } from "trunkline";
import { reasonOf, UsageError } from "../usage-error.js";
import { asUsage } from "./as-usage.js";
import { parseDuration } from "./parse-duration.js";

/** The options as they are typed. */
export interface HealthOptions {
  readonly addr?: string;
  readonly service?: string;
  readonly connectTimeout: string;
  readonly rpcTimeout: string;
  readonly tls?: boolean;
  readonly tlsCaCert?: string;
  readonly tlsClientCert?: string;
  readonly tlsClientKey?: string;
  readonly tlsServerName?: string;
  readonly tlsNoVerify?: boolean;
  readonly userAgent?: string;
  readonly rpcHeader?: readonly string[];
  readonly verbose?: boolean;
  readonly json?: boolean;
}

export interface ProbeSettings {
  readonly target: string;
  /** Empty for the server as a whole. */
  readonly service: string;
  readonly connectTimeoutMs: number;
  readonly rpcTimeoutMs: number;
  readonly credentials: Credentials;
  readonly userAgent: string | undefined;
  readonly metadata: Metadata;
}

/** @throws UsageError for what is missing, cannot be read or does not go together */
export function readProbeSettings(
  target: string | undefined,
  service: string | undefined,
  options: HealthOptions,
  cwd: string,
): ProbeSettings {
  const address = oneOf("the server", target, options.addr);
  if (address === undefined) {
    throw new UsageError("Cannot ask a server for its health: expected its host:port");
  }
  return {
    // Go's way to say this machine.
    target: address.startsWith(":") ? `localhost${address}` : address,
    service: oneOf("the service", service, options.service) ?? "",
    connectTimeoutMs: readTimeout("--connect-timeout", options.connectTimeout),
    rpcTimeoutMs: readTimeout("--rpc-timeout", options.rpcTimeout),
    credentials: readCredentials(options, cwd),
    userAgent: options.userAgent,
    metadata: readHeaders(options.rpcHeader ?? []),
  };
}

function oneOf(
  what: string,
  argument: string | undefined,
  option: string | undefined,
): string | undefined {
  if (argument === undefined || option === undefined) return argument ?? option;
  throw new UsageError(`Cannot take ${what} twice: "${argument}" and "${option}"`);
}

/** 24 days: a timer of Node's takes 2,147,483,647 ms, which is little more, and runs out at once past it. */
const MOST_MS = 24 * 24 * 3_600_000;

function readTimeout(name: string, text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds !== undefined && milliseconds <= MOST_MS) return milliseconds;
  if (milliseconds !== undefined) {
    throw new UsageError(`Cannot set ${name} to "${text}": expected at most 576h`);
  }
  throw new UsageError(
    `Cannot set ${name} to "${text}": expected a duration above 0, such as 500ms or 2s`,
  );
}

function readCredentials(options: HealthOptions, cwd: string): Credentials {
  const { tlsCaCert, tlsClientCert, tlsClientKey, tlsServerName, tlsNoVerify } = options;
  const given = { tlsCaCert, tlsClientCert, tlsClientKey, tlsServerName, tlsNoVerify };
  if (options.tls !== true) {
    const [stray] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
    if (stray !== undefined) throw new UsageError(`Cannot use ${flagOf(stray)} without --tls`);
    return insecure();
  }
  if (tlsNoVerify === true) {
    const [idle] =
      Object.entries({ tlsCaCert, tlsServerName }).find(([, value]) => value !== undefined) ?? [];
    if (idle !== undefined) {
      throw new UsageError(
        `Cannot use ${flagOf(idle)} with --tls-no-verify: the server's certificate is not looked at`,
      );
    }
  }
  if ((tlsClientCert === undefined) !== (tlsClientKey === undefined)) {
    throw new UsageError("Cannot use one of --tls-client-cert and --tls-client-key alone");
  }
  const read = (flag: string, path: string | undefined) =>
    path === undefined ? undefined : readPem(flag, resolve(cwd, path));
  return asUsage(() =>
    tls({
      ca: read("--tls-ca-cert", tlsCaCert),
      cert: read("--tls-client-cert", tlsClientCert),
      key: read("--tls-client-key", tlsClientKey),
      serverName: tlsServerName,
      verifyServer: tlsNoVerify !== true,
    }),
  );
}

function flagOf(key: string): string {
  return `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function readPem(flag: string, path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`Cannot read "${path}" of ${flag}: ${reasonOf(error)}`);
  }
}

function readHeaders(lines: readonly string[]): Metadata {
  const metadata = new Metadata();
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon < 1) {
      throw new UsageError(`Cannot send the header "${line}": expected "name: value"`);
    }
    const value = line.slice(colon + 1).trim();
    asUsage(() => metadata.append(line.slice(0, colon).trim(), value));
  }
  return metadata;
}
