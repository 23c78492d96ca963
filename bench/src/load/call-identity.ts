// What tells one call from another in its headers: a request id and a traceparent.

/** What the headers of a call say of it. */
export interface CallIdentity {
  readonly requestId: string;
  readonly traceparent: string;
}

/** Digits that look random and are the same in each run. */
export class Digits {
  #state = 0x2545_f491;

  hex(count: number): string {
    let text = "";
    while (text.length < count) {
      this.#state ^= this.#state << 13;
      this.#state ^= this.#state >>> 17;
      this.#state ^= this.#state << 5;
      text += (this.#state >>> 0).toString(16).padStart(8, "0");
    }
    return text.slice(0, count);
  }
}

/** The next identity, a UUID and a sampled W3C trace context. */
export function identityOf(digits: Digits): CallIdentity {
  const requestId = [8, 4, 4, 4, 12].map((count) => digits.hex(count)).join("-");
  return { requestId, traceparent: `00-${digits.hex(32)}-${digits.hex(16)}-01` };
}
