// What a connection remembers of streams that it has forgotten (RFC 9113 §5.1 "closed", §5.1.1).
//
// A frame on a stream that is gone means different things: harmless on one that we reset (the peer had
// not heard yet), an error on one that the peer ended itself, and an error of another kind on an id
// that was skipped and so never existed. Both memories are bounded; beyond them the stricter reading
// is given up in favour of ignoring the frame.

const RESETS_KEPT = 128;
const GAPS_KEPT = 32;

export class ClosedStreams {
  readonly #resetIds = new Int32Array(RESETS_KEPT);
  #resetCount = 0;
  /** First and last id of each run that the peer skipped, in turn. */
  readonly #gaps: number[] = [];

  /** The stream was reset by this endpoint: frames that were under way may still arrive. */
  addReset(streamId: number): void {
    this.#resetIds[this.#resetCount++ % RESETS_KEPT] = streamId;
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
