// What a connection remembers of streams that it has forgotten (RFC 9113 §5.1 "closed", §5.1.1).
//
// A frame on a stream that is gone means different things: harmless on one that we reset (the peer had
// not heard yet), an error on one that the peer ended itself, and an error of another kind on an id
// that was skipped and so never existed. Both memories are bounded; beyond them the stricter reading
// is given up in favour of ignoring the frame.
//
// Harmless DATA has bounds too: what is under way to a stream that was reset is no more than its window let
// through (RFC 9113 §6.9.1). One sum stands for all of them, so it outlives the memory of single streams.

const RESETS_KEPT = 128;
const GAPS_KEPT = 32;

export class ClosedStreams {
  readonly #resetIds = new Int32Array(RESETS_KEPT);
  #resetCount = 0;
  /** What the windows of streams that this endpoint reset still let the peer send, all together. */
  #lateCreditBytes = 0;
  /** First and last id of each run that the peer skipped, in turn. */
  readonly #gaps: number[] = [];

  /**
   * The stream was reset by this endpoint: frames that were under way may still arrive, with as much DATA as
   * its window let through, `windowBytes`.
   */
  addReset(streamId: number, windowBytes: number): void {
    this.#resetIds[this.#resetCount++ % RESETS_KEPT] = streamId;
    this.addLateCredit(windowBytes);
  }

  /** The peer opened a stream that is not looked at: DATA may come for it as for one that was reset. */
  addLateCredit(windowBytes: number): void {
    if (windowBytes > 0) this.#lateCreditBytes += windowBytes;
  }

  /** Counts DATA on such a stream. Returns by how much it exceeds what their windows let through; 0 when it does not. */
  takeLateCredit(byteCount: number): number {
    this.#lateCreditBytes -= byteCount;
    return Math.max(0, -this.#lateCreditBytes);
  }

  /** True when this endpoint reset the stream not long ago. */
  wasReset(streamId: number): boolean {
    return this.#resetIds.includes(streamId);
  }

  /** True when so many streams were reset that an old one may have been forgotten. */
  get hasForgottenResets(): boolean {
    return this.#resetCount > RESETS_KEPT;
  }

  /** The peer went from `previousId` to `streamId`: the ids between can never be used. */
  addGap(previousId: number, streamId: number): void {
    if (streamId - previousId <= 2) return;
    if (this.#gaps.length === 2 * GAPS_KEPT) this.#gaps.splice(0, 2);
    this.#gaps.push(previousId + 1, streamId - 1);
  }

  /** True when the peer skipped this id. */
  wasSkipped(streamId: number): boolean {
    for (let at = 0; at < this.#gaps.length; at += 2) {
      if (streamId >= this.#gaps[at]! && streamId <= this.#gaps[at + 1]!) return true;
    }
    return false;
  }
}
