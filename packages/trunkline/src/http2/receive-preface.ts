// How a connection begins (RFC 9113 §3.4), and the two ways in which people get it wrong: speaking
// HTTP/1.1 to this port, and reaching an HTTP/1.1 server from here. Both get a sentence they can read.

import { endConnection, failConnection } from "./connection-lifecycle.js";
import type { ConnectionState } from "./connection-state.js";
import { ErrorCode } from "./errors.js";
import { CLIENT_PREFACE } from "./frame.js";
import { outputWritten } from "./output.js";
import { sendPreface } from "./send-control.js";

const preface: Uint8Array = new TextEncoder().encode(CLIENT_PREFACE);
const HTTP_1_ANSWER = "HTTP/1.";

/**
 * Checks what must come before the first frame, in the chunk from `from` on. Returns where frames begin:
 * `from` when everything was there before; the chunk's length when more of it is still to come.
 */
export function matchPreface(connection: ConnectionState, chunk: Uint8Array, from: number): number {
  if (!connection.isServer) {
    if (!connection.hasPeerSettings && connection.partial === null) checkAnswer(connection, chunk);
    return from;
  }
  let at = from;
  while (connection.prefaceBytesMatched < preface.length && at < chunk.length) {
    if (chunk[at] !== preface[connection.prefaceBytesMatched]) {
      failPreface(connection, chunk);
      return chunk.length;
    }
    connection.prefaceBytesMatched++;
    at++;
    if (connection.prefaceBytesMatched === preface.length) sendPreface(connection);
  }
  return at;
}

function checkAnswer(connection: ConnectionState, chunk: Uint8Array): void {
  for (let at = 0; at < HTTP_1_ANSWER.length; at++) {
    if (chunk[at] !== HTTP_1_ANSWER.charCodeAt(at)) return;
  }
  const message = "The peer answered in HTTP/1.1: expected an HTTP/2 server that speaks gRPC";
  connection.output.length = 0;
  endConnection(connection, {
    kind: "connection",
    code: ErrorCode.HTTP_1_1_REQUIRED,
    origin: "remote",
    message,
  });
}

function failPreface(connection: ConnectionState, chunk: Uint8Array): void {
  const firstLine = latin1(chunk.subarray(0, 8192)).split("\r\n")[0]!;
  const isFirstWord = !connection.hasSentPreface && connection.prefaceBytesMatched <= 1;
  if (isFirstWord && / HTTP\/1\.[01]$/.test(firstLine)) {
    answerHttp1(connection);
    return;
  }
  // Whatever it is, if it speaks HTTP/2 it reads our SETTINGS before the GOAWAY that says what is wrong.
  sendPreface(connection);
  const message =
    connection.prefaceBytesMatched === 0 && chunk[0] === 0x16
      ? "The client speaks TLS and this port does not: expected the HTTP/2 preface in plaintext"
      : "The client did not send the HTTP/2 preface (RFC 9113 §3.4)";
  failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
}

/** Tells an HTTP/1.1 client in its own protocol what this port is; nothing has been sent before. */
function answerHttp1(connection: ConnectionState): void {
  const text = "This port speaks gRPC over HTTP/2 only; use a gRPC client.\n";
  const answer =
    "HTTP/1.1 505 HTTP Version Not Supported\r\nconnection: close\r\n" +
    `content-type: text/plain; charset=utf-8\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
  connection.output.append(new TextEncoder().encode(answer));
  outputWritten(connection);
  endConnection(connection, {
    kind: "connection",
    code: ErrorCode.HTTP_1_1_REQUIRED,
    origin: "local",
    message: "The client speaks HTTP/1.1: expected HTTP/2 with prior knowledge (RFC 9113 §3.3)",
  });
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}
