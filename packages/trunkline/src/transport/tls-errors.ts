// What goes wrong with TLS, in one sentence and a word of advice: OpenSSL and Node say it in the words of
// their own trade.

import type { PeerCertificate } from "node:tls";

/** A connection that could not be secured. `advice` completes the sentence after a semicolon. */
export class TlsError extends Error {
  /** What to do about it, as a sentence without its end; empty where nothing is known. */
  readonly advice: string;
  /** Node's or OpenSSL's code, where the fault was theirs to find. */
  readonly code: string | undefined;

  constructor(message: string, advice: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = "TlsError";
    this.advice = advice;
    this.code = (cause as NodeJS.ErrnoException | undefined)?.code;
  }
}

type Explanation = readonly [what: string, advice: string];

const WITHOUT_TLS: Explanation = [
  "speaks no TLS",
  "is it a plaintext server? That is { credentials: insecure() }",
];
const NO_COMMON_VERSION: Explanation = [
  "speaks no version of TLS that this end does",
  "TLS 1.2 is the least that HTTP/2 allows",
];
const UNTRUSTED: Explanation = [
  "shows a certificate that no known authority has signed",
  "if the server is yours, give its authority: tls({ ca })",
];

/** What a client says of the server, by code. */
const explainedByCode: Readonly<Record<string, Explanation>> = {
  CERT_HAS_EXPIRED: [
    "shows a certificate that has expired",
    "renew it at the server, or set this machine's clock right",
  ],
  CERT_NOT_YET_VALID: [
    "shows a certificate that is not valid yet",
    "is this machine's clock right?",
  ],
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  ERR_SSL_WRONG_VERSION_NUMBER: WITHOUT_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: WITHOUT_TLS,
  ERR_SSL_HTTP_REQUEST: WITHOUT_TLS,
  ECONNRESET: [
    "ended the connection inside the TLS handshake",
    "does it speak TLS? Plaintext is { credentials: insecure() }",
  ],
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: [
    'did not agree to HTTP/2 in the TLS handshake ("h2" by ALPN)',
    "is it an HTTP/2 server, and does what stands before it pass HTTP/2 on?",
  ],
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: NO_COMMON_VERSION,
  ERR_SSL_UNSUPPORTED_PROTOCOL: NO_COMMON_VERSION,
  // Before TLS 1.3 also the answer of a server that was shown no certificate.
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: [
    "refused the TLS handshake",
    "does it want a client certificate, tls({ key, cert }), or lack ciphers with ECDHE and GCM?",
  ],
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: [
    "wants a client certificate",
    "give one: tls({ key, cert })",
  ],
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: [
    "does not trust the authority of this end's certificate",
    "is it the certificate that the server's ca has signed?",
  ],
};

/** What a server says of a client, by code. */
const clientFaults: Readonly<Record<string, string>> = {
  ERR_SSL_WRONG_VERSION_NUMBER: "speaks no TLS",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "speaks no TLS",
  ERR_SSL_HTTP_REQUEST: "speaks no TLS, but HTTP",
  ERR_SSL_NO_APPLICATION_PROTOCOL: 'does not offer HTTP/2 ("h2" by ALPN)',
  ERR_SSL_UNSUPPORTED_PROTOCOL: "speaks no version of TLS that this end does",
  ERR_SSL_NO_SHARED_CIPHER: "has no cipher that HTTP/2 allows",
  ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE: "showed no certificate",
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: "does not trust this server's certificate",
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: "refused this server's certificate",
  ERR_TLS_HANDSHAKE_TIMEOUT: "took too long for the TLS handshake",
  ECONNRESET:
    "ended the connection inside the TLS handshake: does it trust this server's certificate?",
};

/** Why a client could not secure its connection to the server at `address`, which is to be `name`. */
export function explainServerFault(error: Error, address: string, name: string): Error {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return new TlsError(
      `${address} shows a certificate for ${namesOf(error)}, not for "${name}"`,
      "if that is the server you mean, say so: tls({ serverName })",
      error,
    );
  }
  const [what, advice] = explainedByCode[code] ?? [];
  if (what !== undefined && advice !== undefined) {
    return new TlsError(`${address} ${what}`, advice, error);
  }
  if (!code.startsWith("ERR_SSL") && !code.startsWith("ERR_TLS")) return error;
  return new TlsError(
    `The TLS handshake with ${address} failed (${code})`,
    "is it an HTTP/2 server?",
    error,
  );
}

/** The same with its advice in the message, for where nobody asks for it. ECONNRESET is not TLS's there. */
export function withAdvice(error: Error): Error {
  if (!(error instanceof TlsError)) return error;
  if (error.code === "ECONNRESET") return error.cause as Error;
  return new TlsError(`${error.message}; ${error.advice}`, "", error.cause);
}

/** The server at `address` speaks TLS but chose another protocol, or none. */
export function serverWithoutHttp2(address: string, chosen: string | false | null): TlsError {
  const choice = typeof chosen === "string" && chosen !== "" ? `"${chosen}"` : "no protocol";
  return new TlsError(
    `${address} chose ${choice} in the TLS handshake, not HTTP/2 ("h2" by ALPN)`,
    "is it an HTTP/2 server, and does what stands before it pass HTTP/2 on?",
  );
}

/**
 * Why a server could not secure the connection of the client at `address`.
 * @param untrusted Node's code for what is wrong with the client's certificate, if anything is
 */
export function explainClientFault(
  error: Error | undefined,
  address: string,
  untrusted: string | undefined,
): TlsError {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? "";
  let what = clientFaults[code] ?? `failed in the TLS handshake (${code})`;
  if (untrusted !== undefined) what = `showed a certificate that is not accepted (${untrusted})`;
  else if (error === undefined) what = 'did not ask for HTTP/2 ("h2" by ALPN)';
  return new TlsError(`The client at ${address} ${what}`, "", error);
}

function namesOf(error: Error): string {
  const certificate = (error as { cert?: Partial<PeerCertificate> }).cert;
  const names = certificate?.subjectaltname?.replaceAll(/(?:DNS|IP Address):/g, "");
  return names === undefined || names === "" ? "no name" : names;
}
