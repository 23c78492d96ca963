// Reads what the server sends, and counts it in a record. The attacker writes by hand, but what comes back
// may be read with the public decoder: it is the server's own encoder that is at the other end.

import { HeaderBlock, HpackDecoder } from "trunkline/http2";
import {
  ACK,
  DATA,
  errorCodes,
  GOAWAY,
  HEADERS,
  PING,
  RST_STREAM,
  SETTINGS,
  WINDOW_UPDATE,
} from "./frames.js";
import type { ConnectionRecord } from "./outcome.js";

export class AnswerReader {
  readonly #record: ConnectionRecord;
  readonly #decoder = new HpackDecoder();
  #rest: Buffer = Buffer.alloc(0);
  /** Payload bytes of a DATA frame that are still to come. */
  #skip = 0;

  constructor(record: ConnectionRecord) {
    this.#record = record;
  }

  receive(chunk: Buffer): void {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (bytes.length > 0) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, bytes.length);
        this.#skip -= skipped;
        bytes = bytes.subarray(skipped);
        continue;
      }
      if (bytes.length < 9) break;
      const length = bytes.readUIntBE(0, 3);
      if (bytes[3] === DATA) {
        this.#record.dataBytes += length;
        this.#skip = length;
        bytes = bytes.subarray(9);
        continue;
      }
      if (bytes.length < 9 + length) break;
      const isForConnection = bytes.readUInt32BE(5) === 0;
      this.#receiveFrame(bytes[3]!, bytes[4]!, isForConnection, bytes.subarray(9, 9 + length));
      bytes = bytes.subarray(9 + length);
    }
    this.#rest = bytes;
  }

  #receiveFrame(type: number, flags: number, isForConnection: boolean, payload: Buffer): void {
    const record = this.#record;
    if (type === GOAWAY) {
      const text = payload.toString("utf8", 8);
      record.goAways.push({ code: codeName(payload.readUInt32BE(4)), text });
    } else if (type === RST_STREAM) {
      count(record.resets, codeName(payload.readUInt32BE(0)));
    } else if (type === WINDOW_UPDATE && isForConnection) {
      record.windowBytes += payload.readUInt32BE(0);
    } else if (type === HEADERS) {
      this.#receiveBlock(payload);
    } else if ((type === SETTINGS || type === PING) && (flags & ACK) !== 0) {
      record.acks++;
    }
  }

  #receiveBlock(payload: Buffer): void {
    const block = this.#decoder.decode(payload, 0, payload.length);
    if (!(block instanceof HeaderBlock)) {
      count(this.#record.answers, `broken block: ${block.kind}`);
      return;
    }
    const status = block.get("grpc-status");
    if (status !== undefined) count(this.#record.answers, `grpc-status ${status}`);
    else count(this.#record.answers, `:status ${block.get(":status")}`);
  }
}

function codeName(code: number): string {
  return errorCodes[code] ?? String(code);
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
