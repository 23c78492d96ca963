// Keys and certificates as users give them, checked and made into what Node's tls is told.

import { constants, createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { createSecureContext, type SecureContext, type SecureContextOptions } from "node:tls";

/** Keys and certificates, as PEM texts or the bytes of such files. */
export interface TlsMaterial {
  /** This end's private key. A server needs one, a client only where the server asks who it is. */
  readonly key?: string | Uint8Array | undefined;
  /** The certificate of that key, followed by the intermediate ones that lead to an authority. */
  readonly cert?: string | Uint8Array | undefined;
  /**
   * The authorities that the other end's certificate is accepted from. Default, at a client: those that
   * Node knows.
   */
  readonly ca?: string | Uint8Array | readonly (string | Uint8Array)[] | undefined;
}

/** What goes with any material. */
export interface TlsRules {
  readonly passphrase: string | undefined;
  readonly minVersion: "TLSv1.2" | "TLSv1.3";
  readonly clientCertificate: "none" | "optional" | "required";
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

/** Material that has been checked. It never changes; what replaces it is another. */
export class TlsSettings {
  /** For Node. */
  readonly contextOptions: SecureContextOptions;
  /** This end's own certificate; undefined at a client that has none. */
  readonly certificate: X509Certificate | undefined;
  #context: SecureContext | null = null;

  /** @throws TypeError in one sentence for what is none, or does not fit together */
  constructor(material: TlsMaterial, rules: TlsRules) {
    const { key, cert, ca } = material;
    const { clientCertificate, minVersion, passphrase } = rules;
    if ((key === undefined) !== (cert === undefined)) {
      const [given, missing] = key === undefined ? ["cert", "key"] : ["key", "cert"];
      throw new TypeError(`Cannot use tls({ ${given} }): expected ${missing} beside it`);
    }
    if (clientCertificate !== "none" && ca === undefined) {
      throw new TypeError(
        `Cannot use tls({ clientCertificate: "${clientCertificate}" }): expected ca too, the authorities that sign clients' certificates`,
      );
    }
    const pair =
      key === undefined || cert === undefined ? undefined : readPair(key, cert, passphrase);
    this.contextOptions = {
      ...pair,
      ...(ca === undefined ? {} : { ca: readAuthorities(ca) }),
      ciphers: CIPHERS,
      minVersion,
      honorCipherOrder: true,
      secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
    };
    this.certificate = pair && readCertificate("cert", pair.cert);
    // What Node alone would find fault with, it finds now and not at the first connection.
    if (key !== undefined || ca !== undefined) this.context();
  }

  /** What the connections of a client share. */
  context(): SecureContext {
    this.#context ??= createSecureContext(this.contextOptions);
    return this.#context;
  }

  /** Whether the certificate is in its time now, where there is one. */
  isInTime(): boolean {
    if (this.certificate === undefined) return true;
    const { validFrom, validTo } = this.certificate;
    const now = Date.now();
    return Date.parse(validFrom) <= now && now <= Date.parse(validTo);
  }

  /** Milliseconds until the certificate expires; Infinity where there is none. */
  msLeft(): number {
    if (this.certificate === undefined) return Infinity;
    return Date.parse(this.certificate.validTo) - Date.now();
  }

  /** True where the other has the same key, certificate and authorities. */
  equals(other: TlsSettings): boolean {
    const mine = this.contextOptions;
    const theirs = other.contextOptions;
    return (
      mine.key === theirs.key &&
      textOf(mine.cert) === textOf(theirs.cert) &&
      textOf(mine.ca) === textOf(theirs.ca)
    );
  }
}

interface Pair {
  readonly key: string;
  readonly cert: Buffer;
}

function readPair(
  key: string | Uint8Array,
  cert: string | Uint8Array,
  passphrase: string | undefined,
): Pair {
  const privateKey = readPrivateKey(toPem("key", key), passphrase);
  const certificate = toPem("cert", cert);
  if (!readCertificate("cert", certificate).checkPrivateKey(privateKey)) {
    throw new TypeError("Cannot use tls({ key, cert }): the key is not that of the certificate");
  }
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: certificate,
  };
}

function readAuthorities(ca: NonNullable<TlsMaterial["ca"]>): Buffer[] {
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

function textOf(value: SecureContextOptions["ca"]): string {
  return String(value ?? "");
}
