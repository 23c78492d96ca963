// Frame parser and HPACK under damaged bytes: a valid dialogue of the peer, changed here and there, cut
// into chunks anywhere, at an engine of either role whose layer above does what it likes.

import { OutputBuffer } from "../../base/index.js";
import { HpackEncoder } from "../../hpack/index.js";
import type { Role } from "../index.js";
import { Application } from "./application.testing.js";
import { Random } from "./random.testing.js";
import type { FuzzCase, FuzzTarget } from "./target.testing.js";
import { WatchedEngine } from "./watched-engine.testing.js";
import {
  ACK,
  bigEndian,
  concat,
  describeFrame,
  END_HEADERS,
  END_STREAM,
  FrameReader,
  frameBytes,
  HAS_PRIORITY,
  PADDED,
  PREFACE,
  Type,
} from "./wire.testing.js";

/** A piece of the peer's bytes in hexadecimal: a frame, if nothing happened to it. */
type Piece = string;

export interface BytesCase extends FuzzCase<Piece> {
  readonly role: Role;
  /** What the layer above does follows from it; 0 is a layer that does nothing. */
  readonly applicationSeed: number;
  /** Where chunks end follows from it; 0 is one chunk. */
  readonly chunkSeed: number;
  readonly steps: readonly Piece[];
}

export const bytesTarget: FuzzTarget<BytesCase, Piece> = {
  name: "http2-bytes",

  make(random) {
    const role = random.pick(["client", "server"] as const);
    const pieces = role === "server" ? [PREFACE] : [];
    pieces.push(frameBytes(Type.SETTINGS, 0, 0), frameBytes(Type.SETTINGS, ACK, 0));
    const encoder = new HpackEncoder();
    const count = random.between(1, 30);
    for (let index = 0; index < count; index++)
      pieces.push(...validFrames(random, role, encoder, index));
    for (let changes = random.below(6); changes > 0; changes--) damage(random, pieces);
    return {
      role,
      applicationSeed: random.oneIn(8) ? 0 : random.uint32(),
      chunkSeed: random.oneIn(4) ? 0 : random.uint32(),
      steps: pieces.map(toHex),
    };
  },

  run({ role, applicationSeed, chunkSeed, steps }) {
    const random = new Random(applicationSeed);
    const engine = new WatchedEngine(role, {
      streamWindowBytes: 100_000,
      maxBufferedBytes: 65_536,
      maxConcurrentStreams: 10,
    });
    const application = new Application(engine, random);
    const isActive = applicationSeed !== 0;
    // What does not follow from the application, at the worst of times.
    const mishaps = new Random(applicationSeed, 1);
    engine.onFlush = () => {
      if (isActive && mishaps.oneIn(4)) engine.connection.setBlocked(mishaps.oneIn(2));
    };
    engine.onQuestion = () => {
      if (isActive && mishaps.oneIn(4)) application.act();
    };
    if (role === "client") for (let at = 0; at < 6; at++) application.act();
    engine.onEvent = () => {
      engine.events.length = 0;
      if (isActive && mishaps.oneIn(200)) engine.connection.transportClosed(null);
      for (let most = 3; isActive && most > 0 && random.oneIn(3); most--) application.act();
    };
    for (const chunk of chunks(concat(steps.map(fromHex)), chunkSeed)) {
      engine.receive(chunk, mishaps.pick([1, 3, Infinity]));
      if (isActive && random.oneIn(3)) {
        application.act();
        engine.settle();
        if (random.oneIn(20)) engine.wait(random.pick([1, 1000, 20_000]));
      }
    }
    engine.connection.transportClosed(random.oneIn(2) ? null : new Error("lost"));
    engine.settle();
    application.finish();
    engine.settle();
    engine.receive(frameBytes(Type.PING, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
  },

  simpler(piece) {
    const { length } = piece;
    if (length <= 2) return [];
    const half = Math.floor(length / 4) * 2;
    const halves = half >= 2 ? [piece.slice(0, half), piece.slice(half)] : [];
    return length <= 40 ? [...halves, piece.slice(0, -2), piece.slice(2)] : halves;
  },

  plainer: (fuzzCase) => [
    ...(fuzzCase.applicationSeed === 0 ? [] : [{ ...fuzzCase, applicationSeed: 0 }]),
    ...(fuzzCase.chunkSeed === 0 ? [] : [{ ...fuzzCase, chunkSeed: 0 }]),
  ],

  describe(piece) {
    const bytes = fromHex(piece);
    const reader = new FrameReader();
    const frames = reader.push(bytes);
    const isWhole = frames.length > 0 && reader.restBytes === 0;
    return isWhole
      ? frames.map(describeFrame).join("; ")
      : `${bytes.length} octets: ${piece.slice(0, 80)}`;
  },
};

/** The chunks that the bytes come in. */
export function chunks(bytes: Uint8Array, seed: number): Uint8Array[] {
  if (seed === 0) return [bytes];
  const random = new Random(seed);
  const largest = random.pick([1, 3, 12, 100, 3000, 40_000]);
  const list: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + random.between(1, largest);
    list.push(bytes.subarray(at, end));
    at = end;
  }
  return list;
}

const requests = [
  [
    ":method",
    "POST",
    ":scheme",
    "http",
    ":path",
    "/a.B/C",
    "content-type",
    "application/grpc",
    "te",
    "trailers",
  ],
  [":method", "POST", ":scheme", "https", ":path", "/a.B/D", "grpc-timeout", "1S", "x-id", "4711"],
  [":method", "GET", ":scheme", "http", ":path", "/", "content-length", "5"],
];
const responses = [
  [":status", "200", "content-type", "application/grpc"],
  [":status", "103", "link", "x"],
  [":status", "500", "content-length", "0"],
];
const trailers = [
  ["grpc-status", "0"],
  ["grpc-status", "13", "grpc-message", "no"],
  ["x-t", "y".repeat(300)],
];

function validFrames(
  random: Random,
  role: Role,
  encoder: HpackEncoder,
  index: number,
): Uint8Array[] {
  const streamId = 1 + 2 * random.below(Math.max(4, index));
  const end = random.oneIn(3) ? END_STREAM : 0;
  switch (random.below(12)) {
    case 0:
    case 1:
    case 2: {
      const id = role === "server" && random.oneIn(2) ? 1 + 2 * index : streamId;
      return headers(
        random,
        id,
        end,
        encode(encoder, random.pick(role === "server" ? requests : responses)),
      );
    }
    case 3:
      return headers(random, streamId, END_STREAM, encode(encoder, random.pick(trailers)));
    case 4:
    case 5:
    case 6: {
      const data = new Uint8Array(random.pick([0, 1, 5, 100, 9000, 16_384])).fill(0x64);
      if (!random.oneIn(4) || data.length > 9000)
        return [frameBytes(Type.DATA, end, streamId, data)];
      const padding = random.below(256);
      const padded = concat([Uint8Array.of(padding), data, new Uint8Array(padding)]);
      return [frameBytes(Type.DATA, end | PADDED, streamId, padded)];
    }
    case 7:
      return [frameBytes(Type.RST_STREAM, 0, streamId, bigEndian(random.below(14)))];
    case 8: {
      const id = random.pick([0, streamId]);
      return [frameBytes(Type.WINDOW_UPDATE, 0, id, bigEndian(random.pick([1, 70_000, 1 << 24])))];
    }
    case 9: {
      const settings = [
        [
          0,
          random.pick([1, 2, 3, 4, 5, 6, 9]),
          ...bigEndian(random.pick([0, 1, 100, 16_384, 65_535, 1 << 20])),
        ],
      ];
      return [frameBytes(Type.SETTINGS, 0, 0, settings.flat())];
    }
    case 10:
      return [frameBytes(Type.PING, random.below(2), 0, random.bytes(8))];
    default:
      return random.oneIn(3)
        ? [
            frameBytes(Type.GOAWAY, 0, 0, [
              ...bigEndian(streamId),
              ...bigEndian(0),
              0x62,
              0x79,
              0x65,
            ]),
          ]
        : [frameBytes(Type.PRIORITY, 0, streamId, [...bigEndian(0), 16])];
  }
}

function headers(random: Random, streamId: number, end: number, block: Uint8Array): Uint8Array[] {
  const decoration = random.below(6);
  if (decoration === 0) {
    const priority = [...bigEndian(0), 1];
    return [
      frameBytes(
        Type.HEADERS,
        end | END_HEADERS | HAS_PRIORITY,
        streamId,
        concat([Uint8Array.from(priority), block]),
      ),
    ];
  }
  if (decoration === 1) {
    const padding = random.below(40);
    const padded = concat([Uint8Array.of(padding), block, new Uint8Array(padding)]);
    return [frameBytes(Type.HEADERS, end | END_HEADERS | PADDED, streamId, padded)];
  }
  if (decoration > 2) return [frameBytes(Type.HEADERS, end | END_HEADERS, streamId, block)];
  const cut = random.below(block.length + 1);
  return [
    frameBytes(Type.HEADERS, end, streamId, block.subarray(0, cut)),
    frameBytes(Type.CONTINUATION, END_HEADERS, streamId, block.subarray(cut)),
  ];
}

function encode(encoder: HpackEncoder, fields: readonly string[]): Uint8Array {
  const out = new OutputBuffer(64);
  encoder.encode(out, [fields]);
  return out.bytes.slice(0, out.length);
}

/** Changes the pieces somewhere: a frame gone, doubled or moved, a field of its header or an octet changed. */
function damage(random: Random, pieces: Uint8Array[]): void {
  const at = random.below(pieces.length);
  const piece = pieces[at]!.slice();
  const other = random.below(pieces.length);
  switch (random.below(9)) {
    case 0:
      pieces.splice(at, 1, ...(pieces.length > 1 ? [] : [piece]));
      return;
    case 1:
      pieces.splice(other, 0, piece);
      return;
    case 2:
      pieces[at] = pieces[other]!;
      pieces[other] = piece;
      return;
    case 3:
      pieces[at] = piece.subarray(0, random.between(1, Math.max(1, piece.length)));
      return;
    case 4:
      pieces[at] = concat([
        piece.subarray(0, random.below(piece.length)),
        random.bytes(random.between(1, 12)),
        piece,
      ]);
      return;
    case 5:
      pieces.splice(
        at,
        0,
        frameBytes(
          random.below(12),
          random.uint32() & 255,
          random.below(12),
          random.bytes(random.below(40)),
        ),
      );
      return;
    case 6:
      if (piece.length >= 9)
        piece[random.pick([1, 2, 3, 4, 8])] = random.pick([0, 1, 2, 3, 4, 5, 8, 9, 33, 255]);
      break;
    default:
      for (let changes = random.between(1, 3); changes > 0; changes--) {
        piece[random.below(piece.length)] = random.pick([
          0,
          1,
          0x20,
          0x3f,
          0x40,
          0x7f,
          0x80,
          0xbe,
          0xff,
          random.below(256),
        ]);
      }
  }
  pieces[at] = piece;
}

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

const fromHex = (text: string): Uint8Array => Buffer.from(text, "hex");
