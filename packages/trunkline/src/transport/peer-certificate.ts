// Who the other end of a TLS connection has shown itself to be (RFC 5280 §4.1). The certificate has been
// verified before anybody sees it: a connection whose peer shows a bad one does not begin.

import type { X509Certificate } from "node:crypto";

/** The certificate that a peer has shown, and that was accepted. */
export interface PeerCertificate {
  /** The subject's common name, `orders`, the first where it has several; empty where it has none. */
  readonly commonName: string;
  /** The whole subject, one attribute a line as OpenSSL writes it: `O=Shop\nCN=orders`. */
  readonly subject: string;
  /** Whoever signed it, written alike. */
  readonly issuer: string;
  /** The host names that it is for. */
  readonly dnsNames: readonly string[];
  /** The IP addresses that it is for. */
  readonly ipAddresses: readonly string[];
  /** The URIs that it is for: what SPIFFE calls a workload's identity, `spiffe://shop.example/orders`. */
  readonly uris: readonly string[];
  /** The mail addresses that it is for. */
  readonly emailAddresses: readonly string[];
  /** In upper-case hexadecimal digits. */
  readonly serialNumber: string;
  /** SHA-256 over `raw`, as `AB:CD:…`. */
  readonly fingerprint256: string;
  /** When it begins to count. */
  readonly validFrom: Date;
  /** When it ceases to. */
  readonly validTo: Date;
  /** The certificate itself, DER: what `new X509Certificate(raw)` of node:crypto takes. */
  readonly raw: Uint8Array;
}

/** Reads what Node knows of a certificate; its parts when they are asked for. */
export class ShownCertificate implements PeerCertificate {
  readonly #certificate: X509Certificate;
  #names: AlternativeNames | undefined;

  constructor(certificate: X509Certificate) {
    this.#certificate = certificate;
  }

  get commonName(): string {
    // Not out of the text of the subject, which is escaped and may have two attributes in a line. Typed as one
    // string, and a list where there are several, or undefined where there is none.
    const { subject } = this.#certificate.toLegacyObject();
    const name = (subject as { CN?: string | string[] } | undefined)?.CN ?? "";
    return typeof name === "string" ? name : (name[0] ?? "");
  }

  get subject(): string {
    // Typed as a string, and undefined where the name is empty.
    return (this.#certificate.subject as string | undefined) ?? "";
  }

  get issuer(): string {
    return (this.#certificate.issuer as string | undefined) ?? "";
  }

  get dnsNames(): readonly string[] {
    return this.#alternativeNames.DNS;
  }

  get ipAddresses(): readonly string[] {
    return this.#alternativeNames["IP Address"];
  }

  get uris(): readonly string[] {
    return this.#alternativeNames.URI;
  }

  get emailAddresses(): readonly string[] {
    return this.#alternativeNames.email;
  }

  get serialNumber(): string {
    return this.#certificate.serialNumber;
  }

  get fingerprint256(): string {
    return this.#certificate.fingerprint256;
  }

  get validFrom(): Date {
    return new Date(this.#certificate.validFrom);
  }

  get validTo(): Date {
    return new Date(this.#certificate.validTo);
  }

  get raw(): Uint8Array {
    return this.#certificate.raw;
  }

  get #alternativeNames(): AlternativeNames {
    this.#names ??= parseAlternativeNames(this.#certificate.subjectAltName ?? "");
    return this.#names;
  }
}

type AlternativeNames = Record<"DNS" | "IP Address" | "URI" | "email", string[]>;

/**
 * Reads Node's text of a subjectAltName (RFC 5280 §4.2.1.6), `DNS:a.example, URI:"spiffe://x/a, b"`. A value with
 * a comma or a quote in it is a JSON string: a name cannot pose as two.
 */
export function parseAlternativeNames(text: string): AlternativeNames {
  const names: AlternativeNames = { DNS: [], "IP Address": [], URI: [], email: [] };
  const entry = /(?:^|, )([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,"]*)(?=, |$)/y;
  while (entry.lastIndex < text.length) {
    const match = entry.exec(text);
    // What cannot be read as Node writes it names nobody.
    if (match === null) return { DNS: [], "IP Address": [], URI: [], email: [] };
    const [, kind = "", value = ""] = match;
    if (!Object.hasOwn(names, kind)) continue;
    names[kind as keyof AlternativeNames].push(
      value.startsWith('"') ? (JSON.parse(value) as string) : value,
    );
  }
  return names;
}
