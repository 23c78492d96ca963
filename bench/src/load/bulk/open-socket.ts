// The sockets of receivers that read bytes themselves.

import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { BulkRequest } from "./bulk-request.js";

const READ_BYTES = 262_144;

/** The name in the certificates of servers. */
export const SERVER_NAME = "localhost";

/** Splits `host:port`. */
export function placeOf(target: string): { readonly host: string; readonly port: number } {
  const colon = target.lastIndexOf(":");
  return { host: target.slice(0, colon), port: Number(target.slice(colon + 1)) };
}

/** Connects, and hands what is received to `receive`, valid during the call. */
export function openSocket(
  { target, authority }: BulkRequest,
  receive: (chunk: Buffer) => void,
): Promise<Socket> {
  const options = {
    ...placeOf(target),
    noDelay: true,
    // The same memory for each read: the receiver is not to be what is measured.
    onread: {
      buffer: Buffer.allocUnsafeSlow(READ_BYTES),
      callback: (length: number, { buffer, byteOffset }: Uint8Array) => {
        receive(Buffer.from(buffer as ArrayBuffer, byteOffset, length));
        return true;
      },
    },
  };
  return new Promise((resolve, reject) => {
    const isTls = authority !== undefined;
    const socket: Socket = isTls
      ? connectTls({ ...options, ...{ ca: authority, servername: SERVER_NAME } })
      : connect(options);
    socket.once("error", reject);
    socket.once(isTls ? "secureConnect" : "connect", () => {
      socket.off("error", reject);
      const fail = (error?: Error) => {
        console.error(`Connection lost: ${error?.message ?? "closed by the server"}`);
        process.exit(1);
      };
      socket.on("error", fail);
      socket.on("close", () => fail());
      resolve(socket);
    });
  });
}
