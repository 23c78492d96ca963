// Every frame of a connection as lines for people: what TRUNKLINE_TRACE=http2 prints.
//
// It looks on from outside: it is given the bytes that the connection is given and those that it sends,
// and reads them once more with HPACK decoders of its own. So the engine has no line of code for it.

import { copyBytes } from "../base/index.js";
import { HeaderBlock, HpackDecoder } from "../hpack/index.js";
import type { Role } from "./connection-state.js";
import { describeFields, describeFrame, describeSettings, octets } from "./describe-frame.js";
import { CLIENT_PREFACE, Flag, FrameType } from "./frame.js";
import { FrameCutter, type SeenFrame } from "./frame-cutter.js";
import { printable } from "./printable.js";

/** Options of a `FrameLog`. */
export interface FrameLogOptions {
  /** Tells connections apart: the `1` of `#1`. */
  readonly name: string;
  /** Which end's log it is: what it sends and what it receives are read accordingly. */
  readonly role: Role;
  /** Time in milliseconds at which the connection began; lines tell the time since. */
  readonly startMs: number;
  /** Takes one line, without its end. */
  readonly write: (line: string) => void;
  /** Colours what is sent and what is received, for a terminal. Default false. */
  readonly isColoured?: boolean;
}

const SENT_COLOUR = "\x1b[36m";
const RECEIVED_COLOUR = "\x1b[35m";
const NO_COLOUR = "\x1b[39m";
/** A header block longer than this is not decoded, and then none after it can be. */
const MOST_BLOCK_BYTES = 1 << 20;

/**
 * The log of one connection: lines about frames, such as `send HEADERS stream 1, 94 octets, END_HEADERS`, made of the
 * bytes that pass by. What DATA carries is never shown, nor are fields that hold secrets.
 */
export class FrameLog {
  readonly #options: FrameLogOptions;
  readonly #sent: Direction;
  readonly #received: Direction;

  /** @param options what the lines say of the connection, and where they go */
  constructor(options: FrameLogOptions) {
    this.#options = options;
    this.#sent = new Direction(options.role === "client");
    this.#received = new Direction(options.role === "server");
  }

  /** Tells of something other than a frame: that the connection began or ended. */
  note(text: string, nowMs: number): void {
    this.#print(text, nowMs);
  }

  /** Bytes that the connection sends, whichever way they are cut. */
  sent(bytes: Uint8Array, nowMs: number): void {
    this.#sent.read(bytes, (line, isFirst) => {
      this.#print(isFirst ? `send ${line}` : `       ${line}`, nowMs, SENT_COLOUR);
    });
  }

  /** Bytes that arrived for it. */
  received(bytes: Uint8Array, nowMs: number): void {
    this.#received.read(bytes, (line, isFirst) => {
      this.#print(isFirst ? `recv ${line}` : `       ${line}`, nowMs, RECEIVED_COLOUR);
    });
  }

  #print(text: string, nowMs: number, colour = ""): void {
    const { name, startMs, isColoured, write } = this.#options;
    const time = `[${(nowMs - startMs).toFixed(3).padStart(10)} ms] #${name}`;
    const isPlain = isColoured !== true || colour === "";
    write(isPlain ? `${time} ${text}` : `${time} ${colour}${text}${NO_COLOUR}`);
  }
}

/** Takes a line; `isFirst` unless it belongs to the frame before it. */
type Print = (line: string, isFirst: boolean) => void;

/** What one side of the connection has sent. */
class Direction {
  readonly #cutter = new FrameCutter();
  readonly #decoder = new HpackDecoder({ maxListBytes: MOST_BLOCK_BYTES, maxFields: 10_000 });
  /** Octets of the client's preface still to come. */
  #prefaceLeft: string;
  #hasSettings = false;
  /** Not HTTP/2, so nothing more is read. */
  #isForeign = false;
  /** The header block that is being sent, in fragments. */
  #block: Uint8Array[] = [];
  #blockBytes = 0;
  #isBlockLost = false;

  constructor(hasPreface: boolean) {
    this.#prefaceLeft = hasPreface ? CLIENT_PREFACE : "";
  }

  read(bytes: Uint8Array, print: Print): void {
    if (this.#isForeign) return;
    const at = this.#readPreface(bytes, print);
    if (this.#isForeign || at === bytes.length) return;
    const rest = bytes.subarray(at);
    this.#cutter.cut(rest, (frame) => {
      if (!this.#isForeign) this.#tell(frame, rest, print);
    });
  }

  /** Returns where the frames begin. */
  #readPreface(bytes: Uint8Array, print: Print): number {
    if (this.#prefaceLeft === "") return 0;
    const count = Math.min(bytes.length, this.#prefaceLeft.length);
    const text = String.fromCharCode(...bytes.subarray(0, count));
    if (!this.#prefaceLeft.startsWith(text)) {
      this.#tellForeign(bytes, print);
      return 0;
    }
    this.#prefaceLeft = this.#prefaceLeft.slice(count);
    if (this.#prefaceLeft === "") print("the client's preface", true);
    return count;
  }

  #tellForeign(bytes: Uint8Array, print: Print): void {
    this.#isForeign = true;
    const start = printable(String.fromCharCode(...bytes.subarray(0, 60)));
    print(`${octets(bytes.length)} that are not HTTP/2: "${start}"`, true);
  }

  #tell(frame: SeenFrame, bytes: Uint8Array, print: Print): void {
    if (!this.#hasSettings && frame.type !== FrameType.SETTINGS) {
      this.#tellForeign(bytes, print);
      return;
    }
    this.#hasSettings = true;
    print(describeFrame(frame), true);
    for (const line of this.#details(frame)) print(line, false);
  }

  #details(frame: SeenFrame): string[] {
    switch (frame.type) {
      case FrameType.SETTINGS:
        return describeSettings(frame);
      case FrameType.HEADERS:
        this.#block = [];
        this.#blockBytes = 0;
        return this.#readFragment(frame, fragmentOf(frame));
      case FrameType.CONTINUATION:
        return this.#readFragment(frame, frame.payload);
      default:
        return [];
    }
  }

  #readFragment(frame: SeenFrame, fragment: Uint8Array): string[] {
    this.#blockBytes += frame.length;
    if (this.#blockBytes > MOST_BLOCK_BYTES || frame.payload.length < frame.length) {
      this.#isBlockLost = true;
      this.#block = [];
    }
    if (this.#isBlockLost) return ["(the header block is too long to be shown)"];
    this.#block.push(copyBytes(fragment, 0, fragment.length));
    if ((frame.flags & Flag.END_HEADERS) === 0) return [];
    const block = this.#block.length === 1 ? this.#block[0]! : concat(this.#block);
    this.#block = [];
    const decoded = this.#decoder.decode(block, 0, block.length);
    if (decoded instanceof HeaderBlock) return describeFields(decoded.fields);
    return [
      decoded.kind === "hpack"
        ? `(${decoded.message})`
        : `(a list of ${octets(decoded.listBytes)})`,
    ];
  }
}

/** The header block fragment of a HEADERS frame, without padding and priority; empty when it is broken. */
function fragmentOf({ flags, payload }: SeenFrame): Uint8Array {
  const isPadded = (flags & Flag.PADDED) !== 0;
  const start = (isPadded ? 1 : 0) + ((flags & Flag.PRIORITY) !== 0 ? 5 : 0);
  const end = payload.length - (isPadded ? (payload[0] ?? 0) : 0);
  return payload.subarray(start, Math.max(start, end));
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
