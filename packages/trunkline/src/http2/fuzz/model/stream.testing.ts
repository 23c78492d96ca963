// A stream as RFC 9113 §5.1 has it, seen from the endpoint that the model stands for:
//
//   open, half-closed (local), half-closed (remote): which of the two has ended its side
//   closed: both have, or one has reset it, or it never can be; which of these decides what a frame on it is

/** Why a stream is closed. */
export type ClosedBy =
  /** Both sides have ended it. */
  | "ends"
  /** The endpoint has sent RST_STREAM: what was under way is harmless. */
  | "resetSent"
  | "resetReceived"
  /** The peer's GOAWAY says that it will not process it. */
  | "goAway"
  /** A later one was opened before it (§5.1.1). */
  | "skipped";

export interface ModelStream {
  readonly id: number;
  closedBy: ClosedBy | null;
  hasSentEnd: boolean;
  hasReceivedEnd: boolean;
  /** The request, or a response that is not interim, has come. */
  hasReceivedHeaders: boolean;
  /** What content-length still promises; null where it promised nothing. */
  promisedBytes: number | null;
  /** Bytes that the peer may send, as far as it was told, and that the endpoint may. */
  receiveWindow: number;
  sendWindow: number;
  /** What the layer above was given and has not used up. */
  unconsumedBytes: number;
  /** The layer above has said that its handler has settled. */
  isReleased: boolean;
  /** What the layer above wants sent: a first block, so many bytes, and an end. */
  firstBlock: "none" | "owed" | "sent";
  firstBlockEnds: boolean;
  givenBytes: number;
  sentBytes: number;
  end: "none" | "data" | "trailers";
}

export function createStream(id: number, receiveWindow: number, sendWindow: number): ModelStream {
  return {
    id,
    closedBy: null,
    hasSentEnd: false,
    hasReceivedEnd: false,
    hasReceivedHeaders: false,
    promisedBytes: null,
    receiveWindow,
    sendWindow,
    unconsumedBytes: 0,
    isReleased: false,
    firstBlock: "none",
    firstBlockEnds: false,
    givenBytes: 0,
    sentBytes: 0,
    end: "none",
  };
}

/** The octets that the layer above sends on a stream from `offset` on: different for each place. */
export function patternOctet(streamId: number, offset: number): number {
  return (offset * 7 + (offset >>> 8) + streamId) & 255;
}
