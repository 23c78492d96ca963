// A dialogue between a peer, which sends frames of any kind, and a layer above, which gives commands, with an
// engine and the model between them: after each step the engine must have done what the model allows.

import { Finding } from "../finding.testing.js";
import { Random } from "../random.testing.js";
import { WatchedEngine, type WatchedStream } from "../watched-engine.testing.js";
import {
  concat,
  describeFrame,
  errorName,
  type Frame,
  FrameReader,
  numberAt,
  PREFACE,
  Type,
} from "../wire.testing.js";
import { heardLines } from "./heard.testing.js";
import { judgeFrame } from "./judge-frame.testing.js";
import { ModelState } from "./model-state.testing.js";
import { type Deed, describeOutcome, isDone } from "./outcome.testing.js";
import {
  checkNothingOwed,
  checkNothingStuck,
  checkSent,
  checkWindowsOpen,
} from "./sending.testing.js";
import type { Command, ModelCase, ModelStep } from "./steps.testing.js";
import { patternOctet } from "./stream.testing.js";

/** Of the connection: small, so that credit that is not given back is missed soon. */
const CONNECTION_WINDOW = 65_536;

const request = [":method", "POST", ":scheme", "http", ":path", "/a.B/C", "te", "trailers"];

export class Dialogue {
  readonly model: ModelState;
  /** What the layer above has heard so far; of a frame that was found at fault, no data. */
  readonly heard: string[] = [];
  readonly #engine: WatchedEngine;
  readonly #chunkSeed: number;
  /** Those that are over too: what they have received may still be read. */
  readonly #streams = new Map<number, WatchedStream>();
  #steps = 0;

  constructor({ role, maxConcurrentStreams, streamWindowBytes, chunkSeed }: ModelCase) {
    this.model = new ModelState(role, { maxConcurrentStreams, streamWindowBytes });
    this.#chunkSeed = chunkSeed;
    this.#engine = new WatchedEngine(role, {
      maxConcurrentStreams,
      streamWindowBytes,
      maxBufferedBytes: CONNECTION_WINDOW,
      // What a peer may cost is not the RFC's: nothing here is too much.
      costBudget: 0x7fff_ffff,
    });
    this.#engine.onEvent = (event) => {
      if (event.kind !== "headers") return;
      this.#streams.set(event.streamId, this.#engine.streams.get(event.streamId)!);
    };
    if (role === "server") this.#engine.receive(PREFACE);
    this.#checkSent();
  }

  /** All that the engine has sent. */
  get sentBytes(): Uint8Array {
    return concat(this.#engine.sentBytes);
  }

  take(step: ModelStep): void {
    if (this.model.isDead) return;
    this.#steps++;
    const slotsBefore = this.model.slots;
    if (step.kind === "frame") this.#takeFrame(Buffer.from(step.bytes, "hex"));
    else this.#command(step);
    if (this.model.isDead) return;
    checkNothingOwed(this.model);
    this.#checkWhole(slotsBefore);
  }

  /** Everything is sent and read: nothing may be left. */
  finish(): void {
    const { model } = this;
    this.take({ kind: "block", isBlocked: false });
    this.take({ kind: "wait", forMs: 1000 });
    if (!model.isDead) checkNothingStuck(model);
    for (const { id } of model.streams.values()) {
      this.take({ kind: "consume", stream: id, bytes: Infinity });
      this.take({ kind: "release", stream: id });
    }
    if (!model.isDead) checkWindowsOpen(model, CONNECTION_WINDOW);
    this.#engine.connection.transportClosed(null);
    this.#engine.settle();
  }

  #takeFrame(bytes: Uint8Array): void {
    const [read] = new FrameReader().push(bytes);
    if (read === undefined || read.payload.length + 9 < bytes.length) return;
    // The first bit of a stream's id means nothing (RFC 9113 §4.1).
    const frame = { ...read, streamId: read.streamId & 0x7fff_ffff };
    const before = this.model.describeStream(frame.streamId);
    const allowed = judgeFrame(this.model, frame);
    this.#receive(bytes);
    const done = this.#whatWasDone(frame);
    const outcome = allowed.find((each) => isDone(each, done));
    if (outcome === undefined) {
      const where = frame.streamId === 0 ? "" : `, on a stream that is ${before}`;
      throw new Finding(
        `${describeFrame(frame)}${where}: ${describeOutcome(done)}; the model allows ${allowed.map(describeOutcome).join(", or ")}`,
      );
    }
    const isAccepted = done.kind === "accepted";
    this.heard.push(...done.heard.filter((line) => isAccepted || !line.startsWith("data")));
    outcome.apply();
    this.#checkSent();
  }

  #receive(bytes: Uint8Array): void {
    const random = new Random(this.#chunkSeed, this.#steps);
    const most =
      this.#chunkSeed === 0 ? bytes.length : random.pick([1, 4, 100, 5000, bytes.length]);
    for (let at = 0; at < bytes.length; ) {
      const count = this.#chunkSeed === 0 ? most : random.between(1, most);
      this.#engine.receive(bytes.subarray(at, at + count));
      at += count;
    }
  }

  /** What the engine has made of a frame, from what it has said and sent. */
  #whatWasDone(frame: Frame): Deed {
    const { closed, events, sent } = this.#engine;
    if (closed !== null) {
      const goAway = sent.map((each) => each.frame).find(({ type }) => type === Type.GOAWAY);
      const code = goAway === undefined ? -1 : numberAt(goAway.payload, 4);
      if (closed.error?.origin !== "local" || code !== closed.error.code) {
        throw new Finding(
          `closed with ${errorName(closed.error?.code ?? 0)}, sent ${errorName(code)}`,
        );
      }
      return { kind: "connectionError", code, heard: [] };
    }
    const heard = heardLines(events);
    const reset = sent.find(
      (each) =>
        each.frame.type === Type.RST_STREAM &&
        each.frame.streamId === frame.streamId &&
        numberAt(each.frame.payload, 0) !== 0,
    );
    if (reset === undefined) return { kind: "accepted", code: 0, heard };
    return { kind: "streamError", code: numberAt(reset.frame.payload, 0), heard };
  }

  #checkSent(): void {
    for (const { frame } of this.#engine.sent.splice(0)) {
      // What a frame made the engine send before it found fault with it does not matter any more.
      if (!this.model.isDead || frame.type === Type.GOAWAY) checkSent(this.model, frame);
    }
  }

  /** What the layer above hears of the whole: that no stream is left, that one more may be opened. */
  #checkWhole(slotsBefore: number): void {
    const { model } = this;
    const count = (kind: string): number =>
      this.#engine.events.filter((event) => event.kind === kind).length;
    const idle = count("idle");
    if (slotsBefore > 0 && model.slots === 0 && idle === 0) throw new Finding("onIdle is missing");
    if (idle > 0 && model.slots > 0) throw new Finding(`onIdle with ${model.slots} streams`);
    const isCapacityDue = model.wantsCapacity && model.freedSlots + model.acceptedSettings > 0;
    if (isCapacityDue !== count("capacity") > 0) {
      throw new Finding(`onCapacity ${isCapacityDue ? "is missing" : "and nobody waits for it"}`);
    }
    if (isCapacityDue) model.wantsCapacity = false;
    model.freedSlots = 0;
    model.acceptedSettings = 0;
    this.#engine.events.length = 0;
  }

  /** Gives a command that the contract in stream.ts allows, and none that it does not. */
  #command(command: Command): void {
    const { model } = this;
    const { connection } = this.#engine;
    switch (command.kind) {
      case "open":
        this.#open(command.end);
        break;
      case "block":
        connection.setBlocked(command.isBlocked);
        break;
      case "wait":
        this.#engine.wait(command.forMs);
        break;
      case "ping":
        model.wantsPing = ![...model.pings.values()].includes("keepalive");
        connection.ping();
        break;
      case "drain":
        model.isDraining = true;
        connection.drain("done");
        break;
      case "goAway":
        // Once only: a drain that is under way has its own.
        if (model.goAwaySent !== null) return;
        model.wantsGoAway = true;
        connection.goAway(0, "done");
        break;
      default:
        this.#commandStream(command);
    }
    this.#engine.settle();
    const heard = heardLines(this.#engine.events);
    if (heard.length > 0)
      throw new Finding(`${command.kind} made the engine say ${heard.join("; ")}`);
    this.#checkSent();
  }

  #open(end: boolean): void {
    const { model } = this;
    if (model.role === "server") return;
    const isAllowed =
      model.goAwayReceived === null &&
      model.goAwaySent === null &&
      model.slots < model.peerMaxStreams;
    const watched = this.#engine.open();
    if (isAllowed !== (watched !== null)) {
      throw new Finding(`openStream() ${isAllowed ? "gave none" : "gave one too many"}`);
    }
    if (watched === null) {
      model.wantsCapacity = true;
      return;
    }
    this.#streams.set(watched.stream.id, watched);
    const stream = model.addStream(watched.stream.id);
    stream.firstBlock = "owed";
    stream.firstBlockEnds = end;
    watched.hasSentHeaders = true;
    watched.stream.sendHeaders([request], end);
  }

  #commandStream(
    command: Exclude<
      Command,
      { readonly kind: "open" | "block" | "wait" | "ping" | "drain" | "goAway" }
    >,
  ): void {
    const stream = this.model.streams.get(command.stream);
    const watched = this.#streams.get(command.stream);
    if (stream === undefined || watched === undefined) return;
    const isWritable =
      stream.closedBy === null &&
      stream.firstBlock === "sent" &&
      !stream.hasSentEnd &&
      stream.end === "none";
    switch (command.kind) {
      case "answer":
        if (stream.closedBy !== null || stream.firstBlock !== "none") return;
        stream.firstBlock = "owed";
        stream.firstBlockEnds = command.end;
        watched.hasSentHeaders = true;
        watched.stream.sendHeaders([[":status", "200"]], command.end);
        break;
      case "send":
        if (isWritable) this.#send(watched, command.bytes, command.end, command.how);
        break;
      case "finish":
        if (!isWritable) return;
        stream.end = command.how;
        if (command.how === "data") watched.stream.end();
        else watched.stream.sendTrailers([["grpc-status", "0"]]);
        break;
      case "reset":
        stream.unconsumedBytes = 0;
        watched.unconsumedBytes = 0;
        watched.hasReset = true;
        if (stream.closedBy === null) {
          this.model.owedResets.set(stream.id, command.code);
          this.model.close(stream, "resetSent");
        }
        watched.stream.reset(command.code);
        break;
      case "consume": {
        const byteCount = Math.min(command.bytes, stream.unconsumedBytes);
        stream.unconsumedBytes -= byteCount;
        watched.stream.consume(byteCount);
        break;
      }
      case "release":
        if (stream.isReleased || this.model.role === "client") return;
        stream.isReleased = true;
        watched.isReleased = true;
        if (stream.closedBy !== null) this.model.freedSlots++;
        watched.stream.release();
        break;
    }
  }

  #send(watched: WatchedStream, byteCount: number, end: boolean, how: "message" | "enqueue"): void {
    const { stream } = watched;
    const model = this.model.streams.get(stream.id)!;
    const bytes = new Uint8Array(byteCount);
    for (let at = 0; at < byteCount; at++)
      bytes[at] = patternOctet(stream.id, model.givenBytes + at);
    model.givenBytes += byteCount;
    if (end) model.end = "data";
    const out = how === "message" ? stream.beginMessage() : null;
    if (out === null) {
      stream.enqueue(bytes, end);
      return;
    }
    out.append(bytes);
    stream.commitMessage(end);
  }
}
