// DATA of HTTP/2, checked and counted at the least cost: payloads are compared where they lie in the
// chunk, and a window is opened again when half of it has been used up.

import type { Socket } from "node:net";
import { frameHeader, stringLiteral } from "../request-template.js";
import { type BulkRequest, bulkPath, isExpected } from "./bulk-request.js";
import { openSocket } from "./open-socket.js";
import { type Receiver, shares } from "./receiver.js";

const DATA = 0x0;
const HEADERS = 0x1;
const RST_STREAM = 0x3;
const SETTINGS = 0x4;
const PING = 0x6;
const GOAWAY = 0x7;
const WINDOW_UPDATE = 0x8;
const ACK = 0x1;
const END_STREAM = 0x1;
const END_STREAM_AND_HEADERS = 0x5;
const SETTINGS_INITIAL_WINDOW_SIZE = 0x4;
const DEFAULT_WINDOW_BYTES = 65_535;
const FRAME_HEADER_BYTES = 9;

/** `:method: GET`, `:scheme: http` and the name `:path`, as the static table has them. */
const METHOD_AND_SCHEME = Buffer.from([0x82, 0x86]);
const PATH_WITHOUT_INDEXING = Buffer.from([0x04]);
const AUTHORITY = Buffer.concat([Buffer.from([0x01]), stringLiteral("localhost")]);

function windowUpdate(streamId: number, increment: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(increment);
  return Buffer.concat([frameHeader(4, WINDOW_UPDATE, 0, streamId), payload]);
}

interface Download {
  readonly streamId: number;
  readonly bytes: number;
  received: number;
  unreturned: number;
}

export class FrameReceiver implements Receiver {
  #socket!: Socket;
  readonly #streams: number;
  readonly #windowBytes: number;
  readonly #downloads = new Map<number, Download>();
  #nextStreamId = 1;
  #unreturned = 0;
  readonly #output: Buffer[] = [];
  /** The beginning of a frame other than DATA, or of a frame header. */
  #rest: Buffer | null = null;
  /** The DATA frame under way. */
  #frameLeft = 0;
  #frameEnds = false;
  #frameOf: Download | null = null;
  #finish: () => void = () => {};
  #fail: (error: Error) => void = () => {};

  constructor({ streams, windowBytes }: BulkRequest) {
    this.#streams = streams;
    this.#windowBytes = windowBytes;
  }

  /** Connects to the server and tells it the windows. */
  async open(request: BulkRequest): Promise<this> {
    const { windowBytes } = request;
    const setting = Buffer.alloc(6);
    setting.writeUInt16BE(SETTINGS_INITIAL_WINDOW_SIZE);
    setting.writeUInt32BE(windowBytes, 2);
    const socket = await openSocket(request, (chunk) => this.#receive(chunk));
    this.#socket = socket;
    socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    socket.write(Buffer.concat([frameHeader(6, SETTINGS, 0, 0), setting]));
    if (windowBytes > DEFAULT_WINDOW_BYTES) {
      socket.write(windowUpdate(0, windowBytes - DEFAULT_WINDOW_BYTES));
    }
    return this;
  }

  fetch(totalBytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
      for (const bytes of shares(totalBytes, this.#streams)) this.#ask(bytes);
      this.#flush();
    });
  }

  #ask(bytes: number): void {
    const path = stringLiteral(bulkPath(bytes));
    const block = Buffer.concat([METHOD_AND_SCHEME, PATH_WITHOUT_INDEXING, path, AUTHORITY]);
    const streamId = this.#nextStreamId;
    this.#nextStreamId += 2;
    this.#downloads.set(streamId, { streamId, bytes, received: 0, unreturned: 0 });
    const header = frameHeader(block.length, HEADERS, END_STREAM_AND_HEADERS, streamId);
    this.#output.push(header, block);
  }

  #receive(chunk: Buffer): void {
    // A rest is at most a control frame, and copying all of the chunk for it would cost: only where
    // a chunk is cut within a frame header or such a frame does that happen.
    const bytes = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = null;
    let at = 0;
    while (at < bytes.length) {
      if (this.#frameLeft > 0) {
        const end = Math.min(bytes.length, at + this.#frameLeft);
        this.#receiveData(bytes, at, end);
        at = end;
        continue;
      }
      const length = at + FRAME_HEADER_BYTES > bytes.length ? Infinity : bytes.readUIntBE(at, 3);
      const isData = length !== Infinity && bytes[at + 3] === DATA;
      if (!isData && at + FRAME_HEADER_BYTES + length > bytes.length) {
        // Copied, for the chunk's memory is used again.
        this.#rest = Buffer.from(bytes.subarray(at));
        break;
      }
      const payload = at + FRAME_HEADER_BYTES;
      if (isData) {
        this.#beginData(bytes.readUInt32BE(at + 5), bytes[at + 4]!, length);
        at = payload;
      } else {
        this.#receiveFrame(bytes, at, payload, payload + length);
        at = payload + length;
      }
    }
    this.#flush();
  }

  #beginData(streamId: number, flags: number, length: number): void {
    const download = this.#downloads.get(streamId);
    if (download === undefined || (flags & ~END_STREAM) !== 0) {
      this.#fail(new Error(`DATA on stream ${streamId} with flags ${flags} is not expected`));
      return;
    }
    this.#frameOf = download;
    this.#frameLeft = length;
    this.#frameEnds = (flags & END_STREAM) !== 0;
    if (length === 0) this.#endFrame();
  }

  #receiveData(bytes: Buffer, start: number, end: number): void {
    const download = this.#frameOf!;
    const count = end - start;
    if (!isExpected(bytes, start, end, download.received)) {
      this.#fail(new Error(`Stream ${download.streamId} has wrong bytes at ${download.received}`));
    }
    download.received += count;
    download.unreturned += count;
    this.#unreturned += count;
    this.#frameLeft -= count;
    if (this.#unreturned >= this.#windowBytes / 2) {
      this.#output.push(windowUpdate(0, this.#unreturned));
      this.#unreturned = 0;
    }
    if (this.#frameLeft === 0) this.#endFrame();
    if (download.unreturned >= this.#windowBytes / 2 && !this.#isDone(download)) {
      this.#output.push(windowUpdate(download.streamId, download.unreturned));
      download.unreturned = 0;
    }
  }

  #isDone(download: Download): boolean {
    return this.#downloads.get(download.streamId) === undefined;
  }

  #endFrame(): void {
    const { streamId, received, bytes } = this.#frameOf!;
    if (!this.#frameEnds) return;
    if (received !== bytes) {
      this.#fail(new Error(`Stream ${streamId} has ${received} bytes instead of ${bytes}`));
    }
    this.#endDownload(streamId);
  }

  #endDownload(streamId: number): void {
    this.#downloads.delete(streamId);
    if (this.#downloads.size === 0) this.#finish();
  }

  #receiveFrame(bytes: Buffer, at: number, start: number, end: number): void {
    const type = bytes[at + 3]!;
    const isAck = (bytes[at + 4]! & ACK) !== 0;
    if (type === RST_STREAM) this.#receiveReset(bytes.readUInt32BE(at + 5), bytes, start);
    else if (type === GOAWAY) {
      this.#fail(new Error(`A frame of type ${type} came: ${bytes.toString("hex", start, end)}`));
    } else if (type === SETTINGS && !isAck) {
      this.#output.push(frameHeader(0, SETTINGS, ACK, 0));
    } else if (type === PING && !isAck) {
      this.#output.push(frameHeader(8, PING, ACK, 0), Buffer.from(bytes.subarray(start, end)));
    }
  }

  /** node:http2 resets streams with NO_ERROR that are over, now and then in the place of END_STREAM. */
  #receiveReset(streamId: number, bytes: Buffer, start: number): void {
    const code = bytes.readUInt32BE(start);
    const download = this.#downloads.get(streamId);
    if (code === 0 && download === undefined) return;
    if (code === 0 && download?.received === download?.bytes) this.#endDownload(streamId);
    else this.#fail(new Error(`Stream ${streamId} was reset with code ${code}`));
  }

  #flush(): void {
    if (this.#output.length === 0) return;
    this.#socket.write(Buffer.concat(this.#output));
    this.#output.length = 0;
  }
}
