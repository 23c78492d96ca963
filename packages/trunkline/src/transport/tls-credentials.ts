// TLS credentials (RFC 9113 §3.2, §9.2 to §9.2.3): what users say, checked once, and what a listener and a
// connection tell Node's tls.
//
// Both ends insist on "h2" by ALPN, on TLS 1.2 at least, and in TLS 1.2 on ephemeral keys and
// authenticated encryption; there is no renegotiation.

import { isIP } from "node:net";
import {
  type ConnectionOptions,
  checkServerIdentity,
  type TlsOptions as ServerOptions,
  type TLSSocket,
} from "node:tls";
import { assertFunction, type Clock } from "../base/index.js";
import { isKeyLogWanted, logKeys } from "./key-log.js";
import { TlsReload } from "./tls-reload.js";
import type { TlsMaterial, TlsSettings } from "./tls-settings.js";
import { sourceOf, type TlsFiles, type TlsLoader } from "./tls-source.js";

/**
 * Options of `tls()`. Keys and certificates are given as they are (`key`, `cert`, `ca`), as the paths of files, or
 * by a function; the last two are asked again, and what is new is used for the connections to come.
 */
export interface TlsOptions extends TlsMaterial {
  /** Read at once, and read again every `refreshMs`: what was renewed on disk is used without a restart. */
  readonly files?: TlsFiles | undefined;
  /** Asked when the first connection is made or the server listens, and again every `refreshMs`. It has 30 s. */
  readonly load?: TlsLoader | undefined;
  /**
   * How often `files` or `load` are asked again, in milliseconds; Infinity for `reload()` alone. Sooner, after 1 s,
   * 2 s, 4 s and so on, where that has failed or the certificate has expired. Default 60,000 for files, 3,600,000 for
   * `load`.
   */
  readonly refreshMs?: number | undefined;
  /**
   * Hears why what `files` or `load` gave later cannot be used: what was in use before stays. Default: it is printed
   * to stderr.
   */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** What the key is encrypted with, if it is. */
  readonly passphrase?: string | undefined;
  /**
   * Server: whether clients show a certificate, signed by one of `ca` ("mutual TLS"): `none`,
   * `optional`, where one that is shown must still be good, or `required`. Default `none`.
   */
  readonly clientCertificate?: "none" | "optional" | "required" | undefined;
  /** Client: the name that the server's certificate must be for, in place of the target's. */
  readonly serverName?: string | undefined;
  /**
   * Client: false takes the certificate of any server, and so whoever is in the middle; for a look at servers of
   * one's own. Default true.
   */
  readonly verifyServer?: boolean | undefined;
  /** The oldest version spoken. Default `TLSv1.2`, which is also the least that HTTP/2 allows. */
  readonly minVersion?: "TLSv1.2" | "TLSv1.3" | undefined;
}

const ALPN_PROTOCOLS = ["h2"];
const VERSIONS: readonly string[] = ["TLSv1.2", "TLSv1.3"];
const CLIENT_CERTIFICATES: readonly string[] = ["none", "optional", "required"];

/**
 * TLS, for a server's `listen` and for a channel.
 *
 *     await server.listen("0.0.0.0:50051", { credentials: tls({ key, cert }) });
 *     const channel = createChannel("orders.example:50051", { credentials: tls({ ca }) });
 *     const renewed = tls({ files: { key: "tls.key", cert: "tls.crt" } });
 *
 * @throws TypeError or RangeError in one sentence for a key, certificate or option that is none
 */
export function tls(options: TlsOptions = {}): TlsCredentials {
  return new TlsCredentials(options);
}

/** Made by `tls()`. What it holds is not shown when it is printed. */
export class TlsCredentials {
  /** Tells it from InsecureCredentials. */
  readonly kind = "tls" as const;
  readonly #reload: TlsReload;
  readonly #clientCertificate: "none" | "optional" | "required";
  readonly #serverName: string | undefined;
  readonly #verifiesServer: boolean;

  /** @internal Use `tls()`. */
  constructor(options: TlsOptions) {
    if (typeof options !== "object" || options === null) {
      throw new TypeError(`Cannot use tls(): expected options, not ${String(options)}`);
    }
    const { clientCertificate = "none", serverName, verifyServer = true } = options;
    const { passphrase, onError = printError } = options;
    const minVersion = options.minVersion ?? "TLSv1.2";
    assertOneOf("minVersion", minVersion, VERSIONS, " (RFC 9113 §9.2)");
    assertOneOf("clientCertificate", clientCertificate, CLIENT_CERTIFICATES, "");
    if (serverName !== undefined && (typeof serverName !== "string" || serverName === "")) {
      throw new TypeError("Cannot use tls({ serverName }): expected a host name");
    }
    if (typeof verifyServer !== "boolean") {
      throw new TypeError("Cannot use tls({ verifyServer }): expected true or false");
    }
    assertFunction("onError", onError);
    const source = sourceOf(options);
    const { refreshMs = source.refreshMs } = options;
    if (typeof refreshMs !== "number" || !(refreshMs > 0)) {
      throw new RangeError(
        `Cannot use tls({ refreshMs: ${String(refreshMs)} }): expected milliseconds greater than 0, or Infinity`,
      );
    }
    const rules = { passphrase, minVersion, clientCertificate };
    this.#reload = new TlsReload(source, rules, refreshMs, onError);
    this.#clientCertificate = clientCertificate;
    this.#serverName = serverName;
    this.#verifiesServer = verifyServer;
  }

  /**
   * Asks `files` or `load` now. Resolves to true when what they gave is new and in use for the connections to come;
   * those that there are go on. Rejects where it cannot be used; what was in use before stays.
   */
  reload(): Promise<boolean> {
    return this.#reload.reload();
  }

  /** @internal Resolves once there is something to listen or to connect with; null where there is. */
  prepare(clock: Clock): Promise<void> | null {
    return this.#reload.prepare(clock);
  }

  /** @internal Looks for new certificates from time to time, and gives them to `use`, until `stop()` is called. */
  watch(clock: Clock, use: (settings: TlsSettings) => void): { stop(): void } {
    return this.#reload.watch(clock, use);
  }

  /**
   * @internal What a listener tells Node, after prepare().
   * @throws TypeError when there is no key to serve with
   */
  serverOptions(action: string): ServerOptions {
    const { contextOptions } = this.#reload.settings;
    if (contextOptions.key === undefined) {
      throw new TypeError(
        `${action}: expected a key and a certificate, as a server needs: tls({ key, cert })`,
      );
    }
    return {
      ...contextOptions,
      ALPNProtocols: ALPN_PROTOCOLS,
      requestCert: this.#clientCertificate !== "none",
      // Where it is optional, acceptsClient() decides.
      rejectUnauthorized: this.#clientCertificate === "required",
    };
  }

  /** @internal Whether the client may come in with the certificate that it showed, or with none. */
  acceptsClient(socket: TLSSocket): boolean {
    if (this.#clientCertificate === "none" || socket.authorized) return true;
    return this.#clientCertificate === "optional" && socket.getPeerX509Certificate() === undefined;
  }

  /** @internal The name that the certificate of a server must be for, when the target's is `host`. */
  serverNameFor(host: string): string {
    return this.#serverName ?? host;
  }

  /** @internal As said in the option `verifyServer`. */
  get verifiesServer(): boolean {
    return this.#verifiesServer;
  }

  /** @internal What a connection to a server called `name` tells Node, after prepare(). */
  clientOptions(name: string): ConnectionOptions {
    return {
      secureContext: this.#reload.settings.context(),
      ALPNProtocols: ALPN_PROTOCOLS,
      rejectUnauthorized: this.#verifiesServer,
      // An IP address must not be sent as server name (RFC 6066 §3).
      servername: isIP(name) === 0 ? name : "",
      checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
    };
  }

  /** @internal Writes the keys of a client's connection down where that is asked for. */
  logKeysOf(socket: { on(event: "keylog", listener: (line: Buffer) => void): unknown }): void {
    if (isKeyLogWanted()) socket.on("keylog", logKeys);
  }
}

function printError(error: unknown): void {
  console.error("trunkline: New certificates cannot be used, those before them stay:", error);
}

function assertOneOf(
  name: string,
  value: string,
  allowed: readonly string[],
  reference: string,
): void {
  if (allowed.includes(value)) return;
  const list = allowed.map((item) => `"${item}"`).join(" or ");
  throw new RangeError(
    `Cannot use tls({ ${name}: ${JSON.stringify(value)} }): expected ${list}${reference}`,
  );
}
