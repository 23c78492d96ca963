// How a connection begins (RFC 9113 §3.4), and the ways in which people get it wrong: speaking HTTP/1, TLS
// or something else to this port, and reaching such a server from here. All get a sentence they can read.

import { endConnection, failConnection } from "./connection-lifecycle.js";
import type { ConnectionState } from "./connection-state.js";
import { ErrorCode } from "./errors.js";
import { CLIENT_PREFACE } from "./frame.js";
import { outputWritten } from "./output.js";
import { sendPreface } from "./send-control.js";

const preface: Uint8Array = new TextEncoder().encode(CLIENT_PREFACE);
const HTTP_1_ANSWER = "HTTP/1.";
/** The first octet of a TLS handshake record, and that of an alert. */
const TLS_HANDSHAKE = 0x16;
const TLS_ALERT = 0x15;
/** So much of a request's first line is looked at. */
const MOST_LINE_BYTES = 8192;

/**
 * Checks what must come before the first frame, in the chunk from `from` on. Returns where frames begin:
 * `from` when everything was there before; the chunk's length when more of it is still to come.
 */
export function matchPreface(connection: ConnectionState, chunk: Uint8Array, from: number): number {
  if (!connection.isServer) {
    if (!connection.hasPeerSettings && connection.partial === null) {
      checkAnswer(connection, chunk, from);
    }
    return from;
  }
  let at = from;
  while (connection.prefaceBytesMatched < preface.length && at < chunk.length) {
    if (chunk[at] !== preface[connection.prefaceBytesMatched]) {
      failPreface(connection, chunk, at);
      return chunk.length;
    }
    connection.prefaceBytesMatched++;
    at++;
    if (connection.prefaceBytesMatched === preface.length) sendPreface(connection);
  }
  return at;
}

/**
 * Looks at the first octets of a server. They are the length of SETTINGS, at most 16,384, so that anything but
 * HTTP/2 is mostly known by the very first one.
 */
function checkAnswer(connection: ConnectionState, chunk: Uint8Array, from: number): void {
  const first = chunk[from];
  if (first === undefined || first === 0) return;
  const began = latin1(chunk.subarray(from, from + HTTP_1_ANSWER.length));
  // With so little of it nobody can tell yet: the rest of a frame header is waited for.
  if (began.length < HTTP_1_ANSWER.length && HTTP_1_ANSWER.startsWith(began)) return;
  failForeignServer(connection, chunk.subarray(from));
}

/** What a server sent before SETTINGS is no frame of HTTP/2; `began` is the beginning of it. */
export function failForeignServer(connection: ConnectionState, began: Uint8Array): void {
  const text = latin1(began.subarray(0, HTTP_1_ANSWER.length + 1));
  if (text.startsWith(HTTP_1_ANSWER)) {
    connection.output.length = 0;
    endConnection(connection, {
      kind: "connection",
      code: ErrorCode.HTTP_1_1_REQUIRED,
      origin: "remote",
      message: `The server answered in ${text}: expected HTTP/2`,
    });
    return;
  }
  const isTls = began[0] === TLS_ALERT && began[1] === 3;
  const message = isTls
    ? "The server speaks TLS: expected HTTP/2 in plaintext"
    : `The server does not speak HTTP/2: it began with ${quoteStart(began)} and not with SETTINGS (RFC 9113 §3.4)`;
  failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
}

/** The client's preface went wrong at `at` of `chunk`. */
function failPreface(connection: ConnectionState, chunk: Uint8Array, at: number): void {
  const matched = preface.subarray(0, connection.prefaceBytesMatched);
  const began = new Uint8Array(matched.length + Math.min(MOST_LINE_BYTES, chunk.length - at));
  began.set(matched);
  began.set(chunk.subarray(at, at + MOST_LINE_BYTES), matched.length);
  const method = connection.hasSentPreface ? null : http1MethodOf(latin1(began));
  if (method !== null) {
    answerHttp1(connection, method);
    return;
  }
  // Whatever it is, if it speaks HTTP/2 it reads our SETTINGS before the GOAWAY that says what is wrong.
  sendPreface(connection);
  failConnection(connection, ErrorCode.PROTOCOL_ERROR, describeClient(began, matched.length));
}

/** The method of an HTTP/1 request, of which only the beginning may have come; null when it is none. */
function http1MethodOf(text: string): string | null {
  const [line = "", ...more] = text.split(/\r?\n/);
  const method = /^([A-Z]{3,20}) [\x21-\x7e][\x20-\x7e]*$/.exec(line)?.[1] ?? null;
  // Of the preface itself, which begins with PRI, the version tells.
  if (more.length === 0) return method === "PRI" ? null : method;
  return / HTTP\/1\.[01]$/.test(line) ? method : null;
}

function describeClient(began: Uint8Array, matchedBytes: number): string {
  if (began[0] === TLS_HANDSHAKE) {
    return "The client speaks TLS and this port does not: give it a key and a certificate, or have the client say that it is plaintext";
  }
  // So near the preface, it is one with a fault in it.
  if (matchedBytes >= "PRI ".length) {
    return "The client did not send the HTTP/2 preface (RFC 9113 §3.4)";
  }
  return `The client does not speak HTTP/2: it began with ${quoteStart(began)} and not with the preface (RFC 9113 §3.4)`;
}

/** Tells an HTTP/1 client in its own protocol what this port is; nothing has been sent before. */
function answerHttp1(connection: ConnectionState, method: string): void {
  const text = "This port speaks HTTP/2 only: use a client that does, with prior knowledge.\n";
  const answer =
    "HTTP/1.1 505 HTTP Version Not Supported\r\nconnection: close\r\n" +
    `content-type: text/plain; charset=utf-8\r\ncontent-length: ${text.length}\r\n\r\n`;
  // The answer to HEAD has no body, whatever its length says.
  connection.output.append(new TextEncoder().encode(method === "HEAD" ? answer : answer + text));
  outputWritten(connection);
  endConnection(connection, {
    kind: "connection",
    code: ErrorCode.HTTP_1_1_REQUIRED,
    origin: "local",
    message: "The client speaks HTTP/1: expected HTTP/2 with prior knowledge (RFC 9113 §3.3)",
  });
}

/** The first word of a protocol in text, or the first octets of another: no more, it might hold secrets. */
function quoteStart(began: Uint8Array): string {
  const word = /^[\x21-\x7e]{1,24}/.exec(latin1(began.subarray(0, 24)))?.[0] ?? "";
  if (word.length >= Math.min(3, began.length)) return `"${word}"`;
  const octets = Array.from(began.subarray(0, 4), (octet) => octet.toString(16).padStart(2, "0"));
  return `the octets ${octets.join(" ")}`;
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}
