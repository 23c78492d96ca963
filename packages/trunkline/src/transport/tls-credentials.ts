// TLS credentials (RFC 9113 §3.2, §9.2 to §9.2.3): what users say, checked once, and what Node's tls is told.
//
// Both ends insist on "h2" by ALPN, on TLS 1.2 at least, and in TLS 1.2 on ephemeral keys and
// authenticated encryption; there is no renegotiation.

import { constants, createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import {
  type ConnectionOptions,
  checkServerIdentity,
  createSecureContext,
  type SecureContext,
  type SecureContextOptions,
  type SecureVersion,
  type TlsOptions as ServerOptions,
  type TLSSocket,
} from "node:tls";
import { isKeyLogWanted, logKeys } from "./key-log.js";

/** Options of `tls()`. Keys and certificates are PEM texts, or the bytes of such a file. */
export interface TlsOptions {
  /** This end's private key. A server needs one, a client only where the server asks who it is. */
  readonly key?: string | Uint8Array | undefined;
  /** The certificate of that key, followed by the intermediate ones that lead to an authority. */
  readonly cert?: string | Uint8Array | undefined;
  /** What `key` is encrypted with, if it is. */
  readonly passphrase?: string | undefined;
  /**
   * The authorities that the other end's certificate is accepted from. Default, at a client: those that
   * Node knows.
   */
  readonly ca?: string | Uint8Array | readonly (string | Uint8Array)[] | undefined;
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

/** TLS 1.3's, and of TLS 1.2's those that RFC 9113 Appendix A does not prohibit. */
const CIPHERS = [
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  "TLS_AES_128_GCM_SHA256",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
  "DHE-RSA-AES128-GCM-SHA256",
  "DHE-RSA-AES256-GCM-SHA384",
].join(":");

const ALPN_PROTOCOLS = ["h2"];
const VERSIONS: readonly string[] = ["TLSv1.2", "TLSv1.3"];
const CLIENT_CERTIFICATES: readonly string[] = ["none", "optional", "required"];

/**
 * TLS, for a server's `listen` and for a channel.
 *
 *     await server.listen("0.0.0.0:50051", { credentials: tls({ key, cert }) });
 *     const channel = createChannel("orders.example:50051", { credentials: tls({ ca }) });
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
  readonly #settings: SecureContextOptions;
  readonly #clientCertificate: "none" | "optional" | "required";
  readonly #serverName: string | undefined;
  readonly #verifiesServer: boolean;
  #clientContext: SecureContext | null = null;

  /** @internal Use `tls()`. */
  constructor(options: TlsOptions) {
    if (typeof options !== "object" || options === null) {
      throw new TypeError(`Cannot use tls(): expected options, not ${String(options)}`);
    }
    const { clientCertificate = "none", serverName, verifyServer = true } = options;
    const minVersion = options.minVersion ?? "TLSv1.2";
    assertOneOf("minVersion", minVersion, VERSIONS, " (RFC 9113 §9.2)");
    assertOneOf("clientCertificate", clientCertificate, CLIENT_CERTIFICATES, "");
    if (serverName !== undefined && (typeof serverName !== "string" || serverName === "")) {
      throw new TypeError("Cannot use tls({ serverName }): expected a host name");
    }
    if (typeof verifyServer !== "boolean") {
      throw new TypeError("Cannot use tls({ verifyServer }): expected true or false");
    }
    if (clientCertificate !== "none" && options.ca === undefined) {
      throw new TypeError(
        `Cannot use tls({ clientCertificate: "${clientCertificate}" }): expected ca too, the authorities that sign clients' certificates`,
      );
    }
    this.#settings = readSettings(options, minVersion);
    this.#clientCertificate = clientCertificate;
    this.#serverName = serverName;
    this.#verifiesServer = verifyServer;
    // What Node alone would find fault with, it finds now and not at the first connection.
    if (options.key !== undefined || options.ca !== undefined) this.#clientContextOf();
  }

  /**
   * @internal What a listener tells Node.
   * @throws TypeError when there is no key to serve with
   */
  serverOptions(action: string): ServerOptions {
    if (this.#settings.key === undefined) {
      throw new TypeError(
        `${action}: expected a key and a certificate, as a server needs: tls({ key, cert })`,
      );
    }
    return {
      ...this.#settings,
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

  /** @internal What a connection to a server called `name` tells Node. */
  clientOptions(name: string): ConnectionOptions {
    return {
      secureContext: this.#clientContextOf(),
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

  #clientContextOf(): SecureContext {
    this.#clientContext ??= createSecureContext(this.#settings);
    return this.#clientContext;
  }
}

function readSettings(options: TlsOptions, minVersion: SecureVersion): SecureContextOptions {
  const { key, cert, ca, passphrase } = options;
  if ((key === undefined) !== (cert === undefined)) {
    const [given, missing] = key === undefined ? ["cert", "key"] : ["key", "cert"];
    throw new TypeError(`Cannot use tls({ ${given} }): expected ${missing} beside it`);
  }
  const pair = key === undefined || cert === undefined ? {} : readPair(key, cert, passphrase);
  return {
    ...pair,
    ...(ca === undefined ? {} : { ca: readAuthorities(ca) }),
    ciphers: CIPHERS,
    minVersion,
    honorCipherOrder: true,
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
  };
}

function readPair(
  key: string | Uint8Array,
  cert: string | Uint8Array,
  passphrase: string | undefined,
): SecureContextOptions {
  const privateKey = readPrivateKey(toPem("key", key), passphrase);
  const certificate = toPem("cert", cert);
  if (!readCertificate("cert", certificate).checkPrivateKey(privateKey)) {
    throw new TypeError("Cannot use tls({ key, cert }): the key is not that of the certificate");
  }
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }),
    cert: certificate,
  };
}

function readAuthorities(ca: NonNullable<TlsOptions["ca"]>): Buffer[] {
  const list = typeof ca === "string" || ca instanceof Uint8Array ? [ca] : ca;
  if (!Array.isArray(list) || list.length === 0) {
    throw new TypeError("Cannot use tls({ ca }): expected at least one certificate");
  }
  return list.map((item) => {
    const pem = toPem("ca", item);
    readCertificate("ca", pem);
    return pem;
  });
}

function toPem(name: string, value: string | Uint8Array): Buffer {
  const isText = typeof value === "string";
  const bytes = isText || value instanceof Uint8Array ? Buffer.from(value) : Buffer.alloc(0);
  if (!bytes.includes("-----BEGIN ")) {
    throw new TypeError(
      `Cannot use tls({ ${name} }): expected the contents of a PEM file ("-----BEGIN …"), not its path or anything else`,
    );
  }
  return bytes;
}

function readPrivateKey(pem: Buffer, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (cause) {
    throw new TypeError(
      "Cannot use tls({ key }): expected a private key, with its passphrase if it is encrypted",
      { cause },
    );
  }
}

function readCertificate(name: string, pem: Buffer): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new TypeError(`Cannot use tls({ ${name} }): expected a certificate`, { cause });
  }
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
