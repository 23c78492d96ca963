// What one endpoint of a connection knows, written from RFC 9113 and not from the engine: the same rules a
// second time, where they may be slow and must be plain. judge-frame.testing.ts says what a frame received does
// to it, sending.testing.ts what may be sent.

import { HpackDecoder } from "../../../hpack/index.js";
import type { Role } from "../../index.js";
import { type Frame, Type } from "../wire.testing.js";
import { resetLine } from "./heard.testing.js";
import { accepted, type Outcome } from "./outcome.testing.js";
import { type ClosedBy, createStream, type ModelStream } from "./stream.testing.js";

/** What the endpoint tells its peer in SETTINGS. */
export interface ModelLimits {
  readonly maxConcurrentStreams: number;
  readonly streamWindowBytes: number;
}

export const INITIAL_WINDOW = 65_535;
export const LARGEST_WINDOW = 0x7fff_ffff;

export const Code = {
  NO_ERROR: 0,
  PROTOCOL: 1,
  FLOW_CONTROL: 3,
  STREAM_CLOSED: 5,
  FRAME_SIZE: 6,
  REFUSED_STREAM: 7,
  COMPRESSION: 9,
} as const;

export class ModelState {
  readonly role: Role;
  readonly limits: ModelLimits;
  readonly decoder: HpackDecoder = new HpackDecoder({ maxListBytes: 1 << 24, maxFields: 10_000 });
  /** Every stream there ever was, but for those that were skipped. */
  readonly streams: Map<number, ModelStream> = new Map();
  isDead = false;

  // The peer.
  hasPeerSettings = false;
  peerInitialWindow: number = INITIAL_WINDOW;
  peerMaxFrameBytes = 16_384;
  /** What a client assumes until it knows. */
  peerMaxStreams = 100;
  goAwayReceived: { readonly lastStreamId: number } | null = null;
  /** Streams above it are not looked at any more; null until GOAWAY was sent. */
  goAwaySent: { readonly lastStreamId: number } | null = null;
  /** What the peer may still send on streams above it, which it opened before it knew. */
  readonly windowsBeyondGoAway: Map<number, number> = new Map();
  /** The peer has sent DATA on a closed stream that its window did not let through. */
  hasIgnoredWindows = false;
  /** The highest stream that the client has opened. */
  highestId = 0;
  /** The peer has acknowledged the endpoint's SETTINGS. */
  isAcknowledged = false;
  /** A header block whose end has not come. */
  block: { readonly streamId: number; readonly end: boolean; readonly parts: Uint8Array[] } | null =
    null;
  /** What the peer may send on the connection, as far as it was told; and the endpoint. */
  receiveWindow: number = INITIAL_WINDOW;
  sendWindow: number = INITIAL_WINDOW;

  // What the endpoint owes.
  owedSettingsAcks = 0;
  readonly owedPings: Uint8Array[] = [];
  /** RST_STREAM that must come, and the code: for a fault, or because the layer above wants it. */
  readonly owedResets: Map<number, number> = new Map();
  /** PING of the endpoint that have no answer, by payload. */
  readonly pings: Map<string, "keepalive" | "drain"> = new Map();
  wantsPing = false;
  isDraining = false;
  /** The layer above has asked for GOAWAY of its own. */
  wantsGoAway = false;
  /** A stream was asked for in vain: the layer above is to hear when there is one. */
  wantsCapacity = false;
  /** What the events of the whole follow from: streams that came free, SETTINGS that came. */
  freedSlots = 0;
  acceptedSettings = 0;

  constructor(role: Role, limits: ModelLimits) {
    this.role = role;
    this.limits = limits;
  }

  /** Streams that count: of a server until the handler has settled. */
  get slots(): number {
    let count = 0;
    for (const stream of this.streams.values()) {
      if (stream.closedBy === null || (this.role === "server" && !stream.isReleased)) count++;
    }
    return count;
  }

  /** Never used, by either side: push is off, so even ids are. */
  isIdle(id: number): boolean {
    return id % 2 === 0 || id > this.highestId;
  }

  /** Opened by the peer after the endpoint has said that it will not look at it (§6.8). */
  isBeyondGoAway(id: number): boolean {
    const { goAwaySent, role } = this;
    return role === "server" && id % 2 === 1 && goAwaySent !== null && id > goAwaySent.lastStreamId;
  }

  /** What a stream may receive at first, which the peer knows for sure once it has acknowledged it. */
  get initialReceiveWindow(): number {
    const { streamWindowBytes } = this.limits;
    return this.isAcknowledged ? streamWindowBytes : Math.max(streamWindowBytes, INITIAL_WINDOW);
  }

  addStream(id: number): ModelStream {
    const stream = createStream(id, this.initialReceiveWindow, this.peerInitialWindow);
    this.streams.set(id, stream);
    this.highestId = Math.max(this.highestId, id);
    return stream;
  }

  close(stream: ModelStream, by: ClosedBy): void {
    if (stream.closedBy !== null) {
      // The endpoint may answer a frame on a closed stream with RST_STREAM: what follows is harmless.
      if (by === "resetSent") stream.closedBy = by;
      return;
    }
    stream.closedBy = by;
    if (this.role === "client" || stream.isReleased) this.freedSlots++;
  }

  receiveEnd(stream: ModelStream): void {
    stream.hasReceivedEnd = true;
    if (stream.hasSentEnd) this.close(stream, "ends");
  }

  /** A stream error (§5.4.2): RST_STREAM, and word to the layer above where it knows the stream. */
  streamError(frame: Frame, code: number, apply: () => void = () => {}): Outcome {
    const { streamId } = frame;
    const stream = this.streams.get(streamId);
    const isKnown = stream !== undefined && stream.closedBy === null;
    return {
      kind: "streamError",
      code,
      heard: isKnown ? [resetLine(streamId, code, "local", false)] : [],
      apply: () => {
        apply();
        this.owedResets.set(streamId, code);
        this.close(this.streams.get(streamId) ?? this.#addRefused(streamId), "resetSent");
      },
    };
  }

  connectionError(code: number): Outcome {
    const apply = (): void => {
      this.isDead = true;
    };
    return { kind: "connectionError", code, heard: [], apply };
  }

  /**
   * What may become of a frame on a closed stream that is not open to WINDOW_UPDATE and RST_STREAM either
   * (§5.1 "closed"): the minimum is to discard it, and only what the endpoint has reset itself must be met so.
   */
  onClosed(frame: Frame, by: ClosedBy, apply: () => void = () => {}): Outcome[] {
    const discarded = accepted([], apply);
    if (by === "resetSent") return [discarded];
    const errors = [
      this.streamError(frame, Code.STREAM_CLOSED, apply),
      this.connectionError(Code.STREAM_CLOSED),
    ];
    if (by === "skipped") errors.push(this.connectionError(Code.PROTOCOL));
    const mayBeUnderWay =
      by === "ends" && (frame.type === Type.WINDOW_UPDATE || frame.type === Type.RST_STREAM);
    return mayBeUnderWay ? [discarded] : [discarded, ...errors];
  }

  /** A stream that was refused in its first block, or one that was skipped and is reset all the same. */
  #addRefused(id: number): ModelStream {
    const stream = this.addStream(id);
    stream.closedBy = "resetSent";
    stream.isReleased = true;
    return stream;
  }

  describeStream(id: number): string {
    const stream = this.streams.get(id);
    if (stream === undefined) return this.isIdle(id) ? "idle" : "skipped";
    if (stream.closedBy !== null) return `closed (${stream.closedBy})`;
    const ends = [stream.hasSentEnd ? "local" : "", stream.hasReceivedEnd ? "remote" : ""];
    return ends.some((end) => end !== "") ? `half-closed (${ends.join("")})` : "open";
  }
}
