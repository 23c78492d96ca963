// Dialogues by chance: mostly what a good peer and a good layer above would do, so that they go far, and now and
// then what must not be.

import type { Role } from "../../index.js";
import type { Random } from "../random.testing.js";
import {
  ACK,
  bigEndian,
  concat,
  END_HEADERS,
  END_STREAM,
  frameBytes,
  HAS_PRIORITY,
  literalBlock,
  PADDED,
  Type,
} from "../wire.testing.js";
import type { Dialogue } from "./dialogue.testing.js";
import {
  type Fields,
  finalResponses,
  oddResponses,
  requests,
  trailers,
  wrongFields,
} from "./sections.testing.js";
import type { Command, ModelStep } from "./steps.testing.js";

const dataSizes = [0, 1, 5, 30, 100, 5000, 16_384];

/**
 * Makes the steps of a dialogue, holding it on the way: what comes next depends on the streams that there are.
 * Where something is found, or the connection ends, it ends.
 */
export function makeSteps(random: Random, dialogue: Dialogue): ModelStep[] {
  const maker = new StepMaker(random, dialogue);
  maker.begin();
  for (let count = random.between(3, 60); count > 0 && !maker.isOver; count--) maker.add();
  return maker.steps;
}

class StepMaker {
  readonly steps: ModelStep[] = [];
  isOver = false;
  readonly #random: Random;
  readonly #dialogue: Dialogue;
  readonly #role: Role;
  #waits = 0;

  constructor(random: Random, dialogue: Dialogue) {
    this.#random = random;
    this.#dialogue = dialogue;
    this.#role = dialogue.model.role;
  }

  begin(): void {
    const random = this.#random;
    if (!random.oneIn(50)) this.#settings();
    if (!random.oneIn(4)) this.#frame(Type.SETTINGS, ACK, 0, []);
    if (this.#role === "client") for (let at = random.below(4); at > 0; at--) this.#open();
  }

  add(): void {
    if (this.#random.oneIn(2)) this.#peer();
    else this.#application();
  }

  #take(step: ModelStep): void {
    if (this.isOver) return;
    this.steps.push(step);
    try {
      this.#dialogue.take(step);
      this.isOver = this.#dialogue.model.isDead;
    } catch {
      // The run of the case finds it again.
      this.isOver = true;
    }
  }

  #application(): void {
    const random = this.#random;
    const stream = this.#usedId();
    const choices: readonly (() => Command | null)[] = [
      () => ({ kind: "answer", stream, end: random.oneIn(6) }),
      () => ({ kind: "answer", stream, end: random.oneIn(6) }),
      () => this.#sending(stream),
      () => this.#sending(stream),
      () => ({ kind: "finish", stream, how: random.pick(["data", "trailers"]) }),
      () => (random.oneIn(3) ? { kind: "reset", stream, code: random.pick([0, 2, 7, 8]) } : null),
      () => ({ kind: "consume", stream, bytes: random.pick([1, 50, 5000, 100_000]) }),
      () => ({ kind: "consume", stream, bytes: 100_000 }),
      () => ({ kind: "release", stream }),
      () => ({ kind: "release", stream }),
      () => ({ kind: "block", isBlocked: random.oneIn(3) }),
      () => this.#rarely(),
    ];
    if (this.#role === "client" && random.oneIn(3)) {
      this.#open();
      return;
    }
    const command = random.pick(choices)();
    if (command !== null) this.#take(command);
  }

  #sending(stream: number): Command {
    const random = this.#random;
    const bytes = random.pick([0, 1, 100, 1000, 1024, 16_384, 20_000, 70_000]);
    return {
      kind: "send",
      stream,
      bytes,
      end: random.oneIn(4),
      how: random.pick(["message", "enqueue"]),
    };
  }

  #rarely(): Command | null {
    const random = this.#random;
    if (random.oneIn(3)) return { kind: "ping" };
    if (random.oneIn(4)) return { kind: random.pick(["drain", "goAway"]) };
    // What is waited for may not add up to the time that SETTINGS may take.
    return this.#waits++ < 8 ? { kind: "wait", forMs: 250 } : null;
  }

  #open(): void {
    this.#take({ kind: "open", end: this.#random.oneIn(5) });
  }

  #peer(): void {
    const random = this.#random;
    if (this.#dialogue.model.streams.size === 0) {
      if (this.#role === "server") this.#firstBlock();
      else this.#open();
      return;
    }
    switch (random.below(16)) {
      case 0:
      case 1:
      case 2:
        this.#firstBlock();
        break;
      case 3:
        this.#headers(this.#id(), END_STREAM, random.pick(trailers));
        break;
      case 4:
      case 5:
      case 6:
      case 7:
        this.#data();
        break;
      case 8:
        this.#frame(Type.RST_STREAM, 0, this.#id(), bigEndian(random.pick([0, 1, 7, 8, 99])));
        break;
      case 9:
      case 10:
        this.#windowUpdate();
        break;
      case 11:
        this.#settings();
        break;
      case 12:
        this.#ping();
        break;
      case 13:
        if (random.oneIn(3)) this.#goAway();
        else this.#frame(Type.PRIORITY, 0, this.#id(), [...bigEndian(this.#id()), 16]);
        break;
      default:
        this.#odd();
    }
  }

  /** A request on a new stream, or a response. */
  #firstBlock(): void {
    const random = this.#random;
    const end = random.oneIn(3) ? END_STREAM : 0;
    if (this.#role === "client") {
      const kinds = random.oneIn(4) ? oddResponses : finalResponses;
      this.#headers(this.#id(), end, random.pick(kinds));
      return;
    }
    const skipped = random.oneIn(12) ? 2 * random.between(1, 3) : 0;
    const id = random.oneIn(10) ? this.#id() : this.#nextId + skipped;
    this.#headers(id, end, random.pick(requests));
  }

  #headers(id: number, end: number, sound: Fields): void {
    const random = this.#random;
    let fields = [...sound];
    if (random.oneIn(5)) fields.push(["content-length", String(random.pick([0, 1, 5, 105, 5000]))]);
    if (random.oneIn(12))
      fields.splice(random.below(fields.length + 1), 0, random.pick(wrongFields));
    if (random.oneIn(30)) fields = fields.toSpliced(random.below(fields.length), 1);
    if (random.oneIn(30)) fields.push(random.pick(fields.length > 0 ? fields : wrongFields));
    let block = literalBlock(fields);
    if (random.oneIn(6)) {
      // Into the table, for later blocks to name (RFC 7541 §6.2.1).
      const inserted = literalBlock([["x-kept", String(random.below(10))]]);
      inserted[0] = 0x40;
      block = concat([block, inserted]);
    }
    // The newest entry, and one that may not be there.
    if (random.oneIn(20)) block = concat([block, Uint8Array.of(random.oneIn(20) ? 0xbf : 0xbe)]);
    this.#block(id, random.oneIn(30) ? end ^ END_STREAM : end, block);
  }

  #block(id: number, end: number, block: Uint8Array): void {
    const random = this.#random;
    const parts = random.oneIn(5) ? random.between(2, 5) : 1;
    const ends = Array.from({ length: parts - 1 }, () => random.below(block.length + 1));
    ends.sort((one, other) => one - other);
    let at = 0;
    for (const [index, until] of [...ends, block.length].entries()) {
      const isLast = index === parts - 1;
      const flags = isLast ? END_HEADERS : 0;
      const piece = block.subarray(at, until);
      at = until;
      if (index > 0) this.#frame(Type.CONTINUATION, flags, id, piece);
      else this.#firstPart(id, flags | end, piece);
      if (!isLast && random.oneIn(60)) this.#ping();
    }
  }

  #firstPart(id: number, flags: number, piece: Uint8Array): void {
    const random = this.#random;
    let payload = piece;
    let decorated = flags;
    if (random.oneIn(6)) {
      const dependency = random.oneIn(40) ? id : random.pick([0, 1, 3, 99]);
      payload = concat([Uint8Array.of(...bigEndian(dependency), 1), payload]);
      decorated |= HAS_PRIORITY;
    }
    if (random.oneIn(6)) {
      const padding = random.below(30);
      payload = concat([Uint8Array.of(padding), payload, new Uint8Array(padding)]);
      decorated |= PADDED;
    }
    this.#frame(Type.HEADERS, decorated, id, payload);
  }

  #data(): void {
    const random = this.#random;
    const size = random.oneIn(3) ? random.below(110) : random.pick(dataSizes);
    const data = new Uint8Array(size).fill(0x64);
    const end = random.oneIn(4) ? END_STREAM : 0;
    if (!random.oneIn(5) || size > 10_000) {
      this.#frame(Type.DATA, end, this.#id(), data);
      return;
    }
    const padding = random.below(256);
    const payload = concat([Uint8Array.of(padding), data, new Uint8Array(padding)]);
    this.#frame(Type.DATA, end | PADDED, this.#id(), payload);
  }

  #windowUpdate(): void {
    const random = this.#random;
    const increment = random.oneIn(20)
      ? random.pick([0, 0x7fff_ffff, 0x7fff_0000])
      : random.pick([1, 500, 5000, 70_000, 1_000_000]);
    this.#frame(Type.WINDOW_UPDATE, 0, random.oneIn(3) ? 0 : this.#id(), bigEndian(increment));
  }

  #settings(): void {
    const random = this.#random;
    const payload: number[] = [];
    for (let count = random.below(3); count > 0; count--) {
      const id = random.pick([1, 2, 3, 4, 4, 4, 5, 6, 8, 99]);
      const values: Record<number, readonly number[]> = {
        1: [0, 100, 4096, 65_536],
        2: [0],
        3: [0, 1, 3, 100, 0xffff_ffff],
        4: [0, 1, 1000, 8192, 65_535, 1_000_000],
        5: [16_384, 20_000, 0xff_ffff],
      };
      const wrong: Record<number, readonly number[]> = {
        2: [1, 2],
        4: [0x7fff_ffff, 0x8000_0000],
        5: [16_383, 0x100_0000],
      };
      const choices = (random.oneIn(12) ? wrong[id] : values[id]) ?? [0, 1, 5];
      payload.push(0, id, ...bigEndian(random.pick(choices)));
    }
    this.#frame(Type.SETTINGS, 0, 0, payload);
  }

  #ping(): void {
    const random = this.#random;
    // What an engine's PING may hold: its answers are met by chance.
    const isAnswer = random.oneIn(2);
    const octets = isAnswer
      ? [random.between(1, 3), 0, 0, 0, 0, 0, 0, random.between(1, 3)]
      : random.bytes(8);
    this.#frame(Type.PING, isAnswer ? ACK : random.below(2), 0, octets);
  }

  #goAway(): void {
    const random = this.#random;
    const last = random.pick([0x7fff_ffff, 0x7fff_ffff, 0, this.#usedId(), this.#nextId]);
    const debug = random.oneIn(2) ? [] : [0x62, 0x79, 0x65];
    this.#frame(Type.GOAWAY, 0, 0, [
      ...bigEndian(last),
      ...bigEndian(random.pick([0, 0, 2, 99])),
      ...debug,
    ]);
  }

  #odd(): void {
    const random = this.#random;
    const id = this.#id();
    switch (random.below(7)) {
      case 0:
        this.#frame(
          random.pick([10, 16, 200]),
          random.below(256),
          id,
          random.bytes(random.below(20)),
        );
        break;
      case 1:
        if (random.oneIn(8)) this.#frame(Type.PUSH_PROMISE, END_HEADERS, id, [0, 0, 0, 2, 0x82]);
        break;
      case 2:
        if (random.oneIn(8)) this.#frame(Type.CONTINUATION, END_HEADERS, id, []);
        break;
      case 3:
        this.#frame(Type.PRIORITY, 0, id, random.bytes(random.pick([4, 5, 6])));
        break;
      case 4:
        if (random.oneIn(8)) this.#block(id, 0, random.bytes(random.between(1, 8)));
        break;
      case 5:
        if (random.oneIn(12)) this.#frame(random.below(10), 0, id, new Uint8Array(16_385));
        break;
      default:
        if (random.oneIn(3))
          this.#frame(random.below(11), random.below(256), id, random.bytes(random.below(12)));
    }
  }

  #frame(type: number, flags: number, id: number, payload: Uint8Array | readonly number[]): void {
    const random = this.#random;
    const bytes = frameBytes(type, flags, id, payload);
    const step = hexStep(bytes);
    if (!random.oneIn(80)) {
      this.#take(step);
      return;
    }
    // A flag, the reserved bit or the length is another, or the frame comes twice.
    const changed = bytes.slice();
    if (random.oneIn(4)) changed[4] = changed[4]! ^ random.pick([1, 4, 8, 32]);
    else if (random.oneIn(3)) changed[5] = changed[5]! ^ 0x80;
    else if (random.oneIn(2)) {
      const shorter = changed.subarray(9, 9 + random.below(bytes.length - 8));
      this.#take(hexStep(frameBytes(type, flags, id, shorter)));
      return;
    } else this.#take(step);
    this.#take(hexStep(changed));
  }

  get #nextId(): number {
    const { highestId } = this.#dialogue.model;
    return highestId === 0 ? 1 : highestId + 2;
  }

  /** A stream that there is, or was; an open one where possible. */
  #usedId(): number {
    const random = this.#random;
    const streams = [...this.#dialogue.model.streams.values()];
    const open = streams.filter(({ closedBy }) => closedBy === null);
    const { id } = random.pick(open.length > 0 && !random.oneIn(8) ? open : streams) ?? { id: 1 };
    return id;
  }

  /** The same, and now and then one that never was. */
  #id(): number {
    const random = this.#random;
    if (!random.oneIn(50)) return this.#usedId();
    const skipped = Math.max(1, this.#nextId - 4);
    return random.pick([
      0,
      2,
      skipped,
      this.#nextId,
      this.#nextId + 1,
      this.#nextId + 4,
      0x7fff_ffff,
    ]);
  }
}

function hexStep(bytes: Uint8Array): ModelStep {
  return { kind: "frame", bytes: Buffer.from(bytes).toString("hex") };
}
