// A connection that makes one call, opens streams if it is told to, and otherwise does nothing. There are
// thousands of them, so it keeps next to nothing.

import type { Socket } from "node:net";
import { constantRequests, frameHeader } from "../request-template.js";
import { isMultiplexed, type Protocol, RAW_REPLY, RAW_REQUEST, replyBody } from "../workload.js";

const DATA = 0x0;
const RST_STREAM = 0x3;
const SETTINGS = 0x4;
const PING = 0x6;
const GOAWAY = 0x7;
const ACK = 0x1;
const END_STREAM = 0x1;
const ORIGIN = { authority: "localhost", scheme: "http" } as const;

/** Makes the one call. Rejects where the reply is not the one expected. */
export async function call(socket: Socket, protocol: Protocol): Promise<void> {
  if (!isMultiplexed(protocol)) {
    socket.write(RAW_REQUEST);
    await received(socket, (bytes) => bytes.equals(RAW_REPLY));
    return;
  }
  const { bytes, idsAt } = constantRequests(protocol, ORIGIN).at(0);
  for (const at of idsAt) bytes.writeUInt32BE(1, at);
  const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  socket.write(Buffer.concat([preface, frameHeader(0, SETTINGS, 0, 0), bytes]));
  const body: Buffer[] = [];
  await received(socket, (all) => {
    body.length = 0;
    return framesOf(all).some(({ type, flags, payload }) => {
      if (type === DATA) body.push(payload);
      return type <= 1 && (flags & END_STREAM) !== 0;
    });
  });
  socket.write(frameHeader(0, SETTINGS, ACK, 0));
  if (!Buffer.concat(body).equals(replyBody(protocol))) {
    throw new Error(`Reply is not the one expected: ${Buffer.concat(body).toString("latin1")}`);
  }
}

/** Opens `count` requests that do not end; settles when the server has seen them. */
export async function openStreams(
  socket: Socket,
  protocol: Protocol,
  count: number,
): Promise<void> {
  const { bytes, idsAt } = constantRequests(protocol, ORIGIN).at(1);
  const [headersIdAt, dataIdAt] = idsAt as [number, number];
  // The frame header of DATA ends four bytes after its type and flags, and is left out.
  const headers = bytes.subarray(0, dataIdAt - 5);
  const frames: Buffer[] = [];
  for (let at = 0; at < count; at++) {
    const copy = Buffer.from(headers);
    copy.writeUInt32BE(3 + 2 * at, headersIdAt);
    frames.push(copy);
  }
  socket.write(Buffer.concat([...frames, frameHeader(8, PING, 0, 0), Buffer.alloc(8)]));
  await received(socket, (all) =>
    framesOf(all).some(({ type, flags }) => {
      if (type === RST_STREAM || type === GOAWAY) throw new Error("Streams were refused");
      return type === PING && (flags & ACK) !== 0;
    }),
  );
}

interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly payload: Buffer;
}

/** The whole frames that `bytes` begins with. */
function framesOf(bytes: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at + 9 <= bytes.length; ) {
    const end = at + 9 + bytes.readUIntBE(at, 3);
    if (end > bytes.length) break;
    const payload = bytes.subarray(at + 9, end);
    frames.push({ type: bytes[at + 3]!, flags: bytes[at + 4]!, payload });
    at = end;
  }
  return frames;
}

/** Gathers what the socket receives until `isEnough` of it; rejects when the socket closes first. */
function received(socket: Socket, isEnough: (bytes: Buffer) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    const stop = (): void => {
      socket.off("data", onData);
      socket.off("close", onClose);
    };
    const onClose = (): void => {
      stop();
      reject(new Error("Connection lost: closed by the server"));
    };
    const onData = (chunk: Buffer): void => {
      bytes = Buffer.concat([bytes, chunk]);
      try {
        if (!isEnough(bytes)) return;
        stop();
        resolve();
      } catch (error) {
        stop();
        reject(error);
      }
    };
    socket.on("data", onData);
    socket.on("close", onClose);
  });
}
