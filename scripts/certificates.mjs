// Certificates for tests and benchmarks, made on the spot: an authority of one's own and what it signs
// (RFC 5280; ECDSA on P-256). Node reads X.509 but does not write it, so the few DER structures that a
// certificate is made of are here. Nothing of it is ever stored.

import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";

const YEAR_MS = 365 * 86_400_000;

/**
 * An authority whose certificate is a root, and which signs others.
 *
 * @param {string} [name]
 */
export function createAuthority(name = "Test authority") {
  const keys = createKeys();
  const certificate = (subject, publicKey, extensions, options) =>
    encodeCertificate({
      issuer: name,
      subject,
      publicKey,
      signingKey: keys.privateKey,
      notBefore: options.notBefore ?? new Date(Date.now() - YEAR_MS),
      notAfter: options.notAfter ?? new Date(Date.now() + YEAR_MS),
      extensions,
    });
  return {
    cert: certificate(name, keys.publicKey, [AUTHORITY, AUTHORITY_KEY_USAGE], {}),
    issue(options = {}) {
      const { names = ["localhost", "127.0.0.1", "::1"], commonName = names[0] ?? "test" } =
        options;
      const own = createKeys();
      const extensions = names.length === 0 ? [] : [subjectNames(names)];
      return {
        cert: certificate(commonName, own.publicKey, extensions, options),
        key: own.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      };
    },
  };
}

const createKeys = () => generateKeyPairSync("ec", { namedCurve: "P-256" });

function encodeCertificate(fields) {
  const algorithm = sequence(objectId("1.2.840.10045.4.3.2"));
  const body = sequence(
    der(0xa0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    algorithm,
    encodeName(fields.issuer),
    sequence(encodeTime(fields.notBefore), encodeTime(fields.notAfter)),
    encodeName(fields.subject),
    fields.publicKey.export({ type: "spki", format: "der" }),
    ...(fields.extensions.length === 0 ? [] : [der(0xa3, sequence(...fields.extensions))]),
  );
  const signature = sign("sha256", body, fields.signingKey);
  const bytes = sequence(body, algorithm, bitString(signature));
  const lines = bytes.toString("base64").match(/.{1,64}/g);
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

/** A distinguished name that has a common name alone. */
function encodeName(commonName) {
  const text = der(0x0c, Buffer.from(commonName));
  return sequence(der(0x31, sequence(objectId("2.5.4.3"), text)));
}

/** Years from 2050 on have four digits, those before two (RFC 5280 §4.1.2.5). */
function encodeTime(date) {
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, "");
  if (date.getUTCFullYear() >= 2050) return der(0x18, Buffer.from(digits));
  return der(0x17, Buffer.from(digits.slice(2)));
}

function extension(id, isCritical, value) {
  const critical = isCritical ? [der(0x01, Buffer.of(0xff))] : [];
  return sequence(objectId(id), ...critical, der(0x04, value));
}

/** subjectAltName: the host names, IP addresses, URIs and mail addresses that a certificate is for. */
function subjectNames(names) {
  const entries = names.map((name) => {
    if (isIPv4(name)) return der(0x87, Buffer.from(name.split(".").map(Number)));
    if (isIPv6(name)) return der(0x87, parseIPv6(name));
    if (name.includes("://")) return der(0x86, Buffer.from(name));
    if (name.includes("@")) return der(0x81, Buffer.from(name));
    return der(0x82, Buffer.from(name));
  });
  return extension("2.5.29.17", false, sequence(...entries));
}

function parseIPv6(address) {
  const [head, tail] = address.split("::").map((part) => (part === "" ? [] : part.split(":")));
  const zeros = tail === undefined ? [] : new Array(8 - head.length - tail.length).fill("0");
  const groups = [...head, ...zeros, ...(tail ?? [])].map((group) => Number.parseInt(group, 16));
  return Buffer.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}

function der(tag, content) {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  if (length < 0x100) return Buffer.concat([Buffer.of(tag, 0x81, length), content]);
  return Buffer.concat([Buffer.of(tag, 0x82, length >> 8, length & 0xff), content]);
}

function sequence(...parts) {
  return der(0x30, Buffer.concat(parts));
}

function integer(bytes) {
  return der(0x02, bytes);
}

function bitString(bytes) {
  return der(0x03, Buffer.concat([Buffer.of(0), bytes]));
}

function objectId(text) {
  const [first, second, ...others] = text.split(".").map(Number);
  const bytes = [40 * first + second];
  for (const part of others) {
    const octets = [part & 0x7f];
    for (let rest = part >> 7; rest > 0; rest >>= 7) octets.unshift(0x80 | (rest & 0x7f));
    bytes.push(...octets);
  }
  return der(0x06, Buffer.from(bytes));
}

const AUTHORITY = extension("2.5.29.19", true, sequence(der(0x01, Buffer.of(0xff))));
/** keyCertSign: the one thing that an authority's key is for. */
const AUTHORITY_KEY_USAGE = extension("2.5.29.15", true, der(0x03, Buffer.of(2, 0x04)));
