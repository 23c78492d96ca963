// What a connection knows at one moment. Fields only: receive-*.ts and send-*.ts act on them, and
// http2-connection.ts is the object that others hold. They are plain because they are touched for every frame.

import { OutputBuffer } from "../base/index.js";
import { HpackDecoder, HpackEncoder } from "../hpack/index.js";
import { BandwidthEstimate } from "./bandwidth-estimate.js";
import { ClosedStreams } from "./closed-streams.js";
import { type ConnectionCounters, createConnectionCounters } from "./connection-counters.js";
import type { ResolvedConnectionOptions } from "./connection-options.js";
import type { ConnectionHost, ConnectionSink, GoAway } from "./connection-sink.js";
import { ConnectionTimers } from "./connection-timers.js";
import { CostLedger } from "./cost-ledger.js";
import type { Keepalive, PingRecord } from "./keepalive-state.js";
import { NO_SINK } from "./no-sink.js";
import { DEFAULT_WINDOW_BYTES, PeerSettings } from "./settings.js";
import type { StallMarks } from "./stall-marks.js";
import type { Stream } from "./stream.js";
import { StreamTable } from "./stream-table.js";

/** Which end of the connection this is: clients open streams, servers answer on them. */
export type Role = "client" | "server";

/** Bytes of all streams together that the peer may have in flight at first. */
const CONNECTION_WINDOW_BYTES = 4 << 20;
/**
 * More than this is never kept back: a wide window must not run dry on a long way. The connection's may wait longer,
 * for the streams' to take it along (receive-window.ts).
 */
const MOST_UPDATE_BYTES = 1.5 * (1 << 20);
const MOST_STREAM_UPDATE_BYTES = 1 << 20;
/** A quarter of a window is given back at a time, but half of one so narrow that a quarter is less than this. */
const LEAST_UPDATE_BYTES = 8192;

export class ConnectionState {
  readonly isServer: boolean;
  readonly options: ResolvedConnectionOptions;
  readonly host: ConnectionHost;
  /** Nobody, until the connection is started: before the first byte, and maybe after commands. */
  sink: ConnectionSink = NO_SINK;
  readonly counters: ConnectionCounters = createConnectionCounters();
  readonly ledger: CostLedger;

  // Time.
  readonly timers: ConnectionTimers = new ConnectionTimers();
  /** When the host has been told to call checkTimers(). */
  wakesAtMs: number = Infinity;
  /** When the frame or header block began whose end has not arrived; Infinity when there is none. */
  frameBeganAtMs: number = Infinity;
  /** Since when no stream has held a slot. */
  idleSinceMs = 0;
  /** Streams with something queued, and how far they had come; null when nothing was. */
  stallMarks: StallMarks | null = null;

  // Streams.
  readonly streams: StreamTable = new StreamTable();
  readonly closedStreams: ClosedStreams = new ClosedStreams();
  /** The stream of the last frame: the next frame is mostly for it too. */
  lastStream: Stream | null = null;
  /** The highest id that the peer has opened (server) or that we have opened (client). */
  lastStreamId = 0;
  /** Client: the last id whose headers were asked for. */
  lastHeadersId = 0;
  /** Streams that hold a slot: open, or closed with a handler that has not settled. */
  slotsTaken = 0;
  /** Client: openStream was refused, so the next free slot is to be announced. */
  isCapacityWanted = false;

  // The peer.
  readonly peer: PeerSettings = new PeerSettings();
  hasPeerSettings = false;
  goAwayReceived: GoAway | null = null;
  /** The last stream id that we promised to process; -1 until GOAWAY was sent. */
  goAwaySentLastId = -1;
  /** What the second GOAWAY of a graceful end will say. */
  drainText = "";
  /** Who wants to know when it has gone out. */
  onLastStreamNamed: (() => void) | null = null;
  /** A bit for each purpose of a PING whose acknowledgement has not come. */
  pingsUnderWay = 0;
  pingNumber = 0;
  /** When the peer was last heard of; null until it has spoken, and where it is never asked after. */
  keepalive: Keepalive | null = null;
  /** The PING of a client; null until one has come, and where nothing is held against them. */
  pingRecord: PingRecord | null = null;
  /** Nothing is parsed or sent any more: a connection error, or the transport is gone. */
  isDead = false;

  // Receiving.
  readonly decoder: HpackDecoder;
  isReceiving = false;
  /** What has been received since the connection began, in frames and in what header blocks are worth of those. */
  workDone = 0;
  /** Header blocks received. */
  headerBlocks = 0;
  /** Our SETTINGS have been sent: a server may have to speak before its client has. */
  hasSentPreface = false;
  /** Octets of the client preface that have come (server). */
  prefaceBytesMatched = 0;
  /** The beginning of a frame whose rest has not arrived, how much that is, and how much it is to be. */
  partial: Uint8Array | null = null;
  partialBytes = 0;
  partialWantedBytes = 0;
  /** A DATA frame whose payload is being passed on as it arrives. */
  dataStream: Stream | null = null;
  dataRemainingBytes = 0;
  dataEndsStream = false;
  /** A header block that waits for CONTINUATION; 0 when none does. */
  continuationStreamId = 0;
  continuationEndsStream = false;
  continuationFrames = 0;
  readonly continuation: OutputBuffer = new OutputBuffer(0);
  /** The window of new streams: larger than we ask for until the peer has acknowledged that. */
  streamWindowBytes: number;
  /** The connection's whole window: what the peer may send before any of it is given back. */
  windowBytes: number;
  /** What our window still lets the peer send on the connection. */
  receiveWindow: number = DEFAULT_WINDOW_BYTES;
  /** All that our window has ever let the peer send. */
  grantedBytes: number = DEFAULT_WINDOW_BYTES;
  /** Received bytes that no WINDOW_UPDATE has given back. */
  unreturnedBytes = 0;
  unconsumedBytes = 0;
  /** A window is opened again when so much of it has been used up: the connection's, a stream's. */
  readonly updateBytes: number;
  readonly streamUpdateBytes: number;
  readonly bandwidth: BandwidthEstimate;
  settingsSentAtMs = 0;
  /** The peer has not acknowledged our SETTINGS. */
  isSettingsAckDue = false;

  // Sending.
  readonly encoder: HpackEncoder = new HpackEncoder();
  readonly output: OutputBuffer = new OutputBuffer(0);
  /** So much output is taken at once; decided when memory is lent. */
  flushBytes = 0;
  isFlushScheduled = false;
  /** The host takes output that has gathered in the midst of something: the sink must hear nothing now. */
  isFlushing = false;
  /** The socket has more than it can take: messages queue. */
  isBlocked = false;
  sendWindow: number = DEFAULT_WINDOW_BYTES;
  /** All that the peer's window has ever let us send. */
  sendGrantedBytes: number = DEFAULT_WINDOW_BYTES;
  /** Where the frame of the message being encoded begins in the output; -1 when none is. */
  messageStart = -1;
  /** The stream that it is for; null when none is. */
  messageStream: Stream | null = null;
  /** Commands given while a message was being encoded, and until those before them are carried out. */
  readonly deferred: (() => void)[] = [];
  /** Streams whose headers are among them. */
  readonly headersDeferred: Set<Stream> = new Set();
  /** Streams that have something to send, in the order of their turns. */
  ready: Stream[] = [];
  /** Streams that wait for the connection's window alone. */
  starved: Stream[] = [];
  isPumping = false;
  /** The pump has sent enough for this turn of the event loop and goes on with the next flush. */
  isResting = false;
  /** Windows are used however little they let through: what was waited for has not come. */
  usesSmallWindows = false;
  /** Bytes in the queues of all streams. */
  queuedBytes = 0;

  constructor(role: Role, options: ResolvedConnectionOptions, host: ConnectionHost) {
    this.isServer = role === "server";
    this.options = options;
    const { streamWindowBytes, maxStreamWindowBytes, maxBufferedBytes } = options;
    this.streamWindowBytes = Math.max(streamWindowBytes, DEFAULT_WINDOW_BYTES);
    this.windowBytes = Math.min(
      Math.max(streamWindowBytes, CONNECTION_WINDOW_BYTES),
      maxBufferedBytes,
    );
    this.updateBytes = Math.min(this.windowBytes / 2, MOST_UPDATE_BYTES);
    this.streamUpdateBytes = Math.min(
      streamWindowBytes / 2,
      Math.max(streamWindowBytes >> 2, LEAST_UPDATE_BYTES),
      MOST_STREAM_UPDATE_BYTES,
    );
    this.bandwidth = new BandwidthEstimate(streamWindowBytes, maxStreamWindowBytes);
    this.host = host;
    this.ledger = new CostLedger(options, this.counters, host.nowMs());
    this.decoder = new HpackDecoder({
      maxListBytes: options.maxHeaderListBytes,
      maxFields: options.maxHeaderFields,
    });
  }
}
