// An independent implementation at the other end: nghttp2, which is what node:http2 is made of. Its
// client sends requests, which our decoder reads, and gets responses that our encoder has written.

import assert from "node:assert/strict";
import { once } from "node:events";
import {
  type ClientHttp2Session,
  connect,
  type OutgoingHttpHeaders,
  sensitiveHeaders,
} from "node:http2";
import { Duplex } from "node:stream";
import { describe, it } from "node:test";
import fc from "fast-check";
import { OutputBuffer } from "../../base/index.js";
import {
  HeaderBlock,
  type HeaderPart,
  HeaderTemplate,
  HpackDecoder,
  HpackEncoder,
} from "../index.js";

const Frame = { HEADERS: 1, SETTINGS: 4 } as const;
const ACK = 1;
const END_STREAM = 1;
const END_HEADERS = 4;
const PADDED = 8;
const PRIORITY = 0x20;
const HEADER_TABLE_SIZE = 1;
const PREFACE_BYTES = 24;

/** As much of an HTTP/2 server as it takes to exchange header blocks with one client. */
class HeaderPeer extends Duplex {
  readonly encoder: HpackEncoder = new HpackEncoder();
  readonly decoder: HpackDecoder = new HpackDecoder({ maxListBytes: 1_000_000 });
  /** What the next request is answered with. */
  response: readonly HeaderPart[] = [];
  /** The last request received. */
  request: readonly string[] = [];
  #received: Buffer = Buffer.alloc(0);
  #skip = PREFACE_BYTES;
  /** Our settings of the table's size that are not yet acknowledged. */
  readonly #unacknowledged: number[] = [];

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    this.#parse();
    done();
  }

  sendSettings(tableBytes: number): void {
    this.#unacknowledged.push(tableBytes);
    const setting = Buffer.alloc(6);
    setting.writeUInt16BE(HEADER_TABLE_SIZE, 0);
    setting.writeUInt32BE(tableBytes, 2);
    this.#send(Frame.SETTINGS, 0, 0, setting);
  }

  #parse(): void {
    if (this.#skip > 0 && this.#received.length >= this.#skip) {
      this.#received = this.#received.subarray(this.#skip);
      this.#skip = 0;
    }
    while (this.#skip === 0 && this.#received.length >= 9) {
      const length = this.#received.readUIntBE(0, 3);
      if (this.#received.length < 9 + length) return;
      const payload = this.#received.subarray(9, 9 + length);
      this.#receive(
        this.#received[3]!,
        this.#received[4]!,
        this.#received.readUInt32BE(5),
        payload,
      );
      this.#received = this.#received.subarray(9 + length);
    }
  }

  #receive(type: number, flags: number, streamId: number, payload: Buffer): void {
    if (type === Frame.SETTINGS && (flags & ACK) !== 0) {
      const tableBytes = this.#unacknowledged.shift();
      if (tableBytes !== undefined) this.decoder.setMaxTableBytes(tableBytes);
    } else if (type === Frame.SETTINGS) {
      for (let at = 0; at < payload.length; at += 6) {
        if (payload.readUInt16BE(at) !== HEADER_TABLE_SIZE) continue;
        this.encoder.setPeerTableBytes(payload.readUInt32BE(at + 2));
      }
      this.#send(Frame.SETTINGS, ACK, 0, Buffer.alloc(0));
    } else if (type === Frame.HEADERS) {
      assert.equal(flags & END_HEADERS, END_HEADERS);
      assert.equal(flags & PADDED, 0);
      const start = (flags & PRIORITY) !== 0 ? 5 : 0;
      const block = this.decoder.decode(payload, start, payload.length);
      assert.ok(block instanceof HeaderBlock, JSON.stringify(block));
      this.request = block.fields;
      const out = new OutputBuffer();
      this.encoder.encode(out, this.response);
      const answer = Buffer.from(out.bytes.subarray(0, out.length));
      this.#send(Frame.HEADERS, END_HEADERS | END_STREAM, streamId, answer);
    }
  }

  #send(type: number, flags: number, streamId: number, payload: Buffer): void {
    const header = Buffer.alloc(9);
    header.writeUIntBE(payload.length, 0, 3);
    header[3] = type;
    header[4] = flags;
    header.writeUInt32BE(streamId, 5);
    this.push(Buffer.concat([header, payload]));
  }
}

/** Sends a request and compares what each side has read with what the other has sent. */
async function exchange(
  client: ClientHttp2Session,
  peer: HeaderPeer,
  fields: readonly string[],
  response: readonly HeaderPart[],
): Promise<void> {
  const headers: OutgoingHttpHeaders = { ":method": "GET", ":path": "/", ":scheme": "http" };
  headers[":authority"] = "localhost";
  for (let at = 0; at < fields.length; at += 2) headers[fields[at]!] = fields[at + 1]!;
  Object.assign(headers, { [sensitiveHeaders]: ["x-secret"] });
  peer.response = [new HeaderTemplate([":status", "200"]), ...response];
  const stream = client.request(headers, { endStream: true });
  const [received] = (await once(stream, "response")) as [Record<string, string>];
  stream.resume();
  assert.deepEqual(peer.request.slice(0, 2), [":method", "GET"]);
  assert.deepEqual(peer.request.slice(8), fields);
  const flat = response.flatMap((part) => (part instanceof HeaderTemplate ? part.fields : part));
  const { ":status": status, ...others } = received;
  assert.equal(Number(status), 200);
  assert.deepEqual(Object.entries(others).flat(), flat);
}

async function withClient(
  use: (client: ClientHttp2Session, peer: HeaderPeer) => Promise<void>,
): Promise<void> {
  const peer = new HeaderPeer();
  const client = connect("http://localhost", { createConnection: () => peer });
  try {
    peer.sendSettings(4096);
    await once(client, "remoteSettings");
    await use(client, peer);
  } finally {
    client.destroy();
  }
}

/** Distinct names; values of octets that node:http2 lets through, without white space at the ends. */
const fieldLists: fc.Arbitrary<string[]> = fc
  .uniqueArray(
    fc.tuple(
      fc.oneof(
        fc.constantFrom("grpc-timeout", "x-secret", "x-trace-bin", "x-a"),
        fc.stringMatching(/^x-[a-z0-9!#$%&'*+.^_`|~-]{1,20}$/),
      ),
      fc.oneof(
        fc.constantFrom("", "0", "same", "the same long value ".repeat(8).trim()),
        fc.stringMatching(/^[!-~\x80-\xff]([\t -~\x80-\xff]{0,40}[!-~\x80-\xff])?$/),
      ),
    ),
    { maxLength: 6, selector: ([name]) => name },
  )
  .map((pairs) => pairs.flat());

describe("HPACK with nghttp2 at the other end", () => {
  it("decode() reads what nghttp2 writes, and nghttp2 reads what encode() writes", async () => {
    await withClient(async (client, peer) => {
      const templates = fc
        .sample(fieldLists, { numRuns: 8, seed: 1 })
        .map((list) => new HeaderTemplate(list));
      const plain = fc.sample(fieldLists, { numRuns: 300, seed: 2 });
      for (const [round, fields] of plain.entries()) {
        const template = templates[round % 8]!;
        const others = plain[(round * 7) % 10]!.filter(
          (_, at, list) => !template.fields.includes(list[at & ~1]!),
        );
        await exchange(client, peer, fields, [template, others]);
      }
    });
  });

  it("both agree after every change of the table's size, in either direction", async () => {
    await withClient(async (client, peer) => {
      const lists = fc.sample(fieldLists, { numRuns: 40, seed: 3 });
      const templates = lists.map((list) => new HeaderTemplate(list));
      const sizes = [0, 100, 4096, 300, 65_536, 0, 1000];
      for (const [round, tableBytes] of sizes.entries()) {
        // Listened for first: newer versions of Node read what is pushed at once.
        const theirs = once(client, "remoteSettings");
        peer.sendSettings(tableBytes);
        await theirs;
        const ours = once(client, "localSettings");
        client.settings({ headerTableSize: sizes[(round + 3) % sizes.length]! });
        await ours;
        for (let at = 0; at < 20; at++) {
          await exchange(client, peer, lists[at % 12]!, [templates[(at + round) % 15]!]);
        }
      }
    });
  });
});
