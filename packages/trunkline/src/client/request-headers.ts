// The header blocks of the calls of one method on one channel, from templates made once (gRPC-HTTP2 "Requests":
// pseudo headers, then grpc-timeout, then the call definition's other fields, then custom metadata).

import { type Encoding, formatTimeout } from "../grpc/index.js";
import { type HeaderPart, HeaderTemplate } from "../http2/index.js";

/** Timeouts that recur get a template; more different ones than this are sent as plain fields. */
const MAX_TIMEOUT_TEMPLATES = 8;

export class RequestHeaders {
  readonly #pseudo: HeaderTemplate;
  readonly #definition: HeaderTemplate;
  readonly #plain: readonly HeaderPart[];
  readonly #withTimeout: Map<number, readonly HeaderPart[]> = new Map();
  #lastTimeoutMs = Number.NaN;
  #lastParts: readonly HeaderPart[];
  /** `grpc-encoding`, made when it is first used. */
  readonly #encodings: Map<Encoding, HeaderTemplate> = new Map();

  /** @param definition the template for te, content-type and the like, one a channel */
  constructor(
    path: string,
    scheme: "http" | "https",
    authority: string,
    definition: HeaderTemplate,
  ) {
    const pseudo = [":method", "POST", ":scheme", scheme, ":path", path, ":authority", authority];
    this.#pseudo = new HeaderTemplate(pseudo);
    this.#definition = definition;
    this.#plain = [this.#pseudo, definition];
    this.#lastParts = this.#plain;
  }

  /**
   * The header block of a call with `timeoutMs` left (Infinity: no limit), what its messages are compressed
   * with (null: nothing) and custom metadata.
   */
  parts(
    timeoutMs: number,
    encoding: Encoding | null,
    metadata: readonly string[] | null,
  ): readonly HeaderPart[] {
    let parts = timeoutMs === Infinity ? this.#plain : this.#timeoutParts(timeoutMs);
    if (encoding !== null) parts = [...parts, this.#encodingPart(encoding)];
    return metadata === null ? parts : [...parts, metadata];
  }

  #encodingPart(encoding: Encoding): HeaderTemplate {
    let part = this.#encodings.get(encoding);
    if (part === undefined) {
      part = new HeaderTemplate(["grpc-encoding", encoding.name]);
      this.#encodings.set(encoding, part);
    }
    return part;
  }

  #timeoutParts(timeoutMs: number): readonly HeaderPart[] {
    if (timeoutMs === this.#lastTimeoutMs) return this.#lastParts;
    let parts = this.#withTimeout.get(timeoutMs);
    if (parts === undefined) {
      const fields = ["grpc-timeout", formatTimeout(timeoutMs)];
      // What is left of a deadline has a fraction and will not come again.
      const recurs = Number.isInteger(timeoutMs) && this.#withTimeout.size < MAX_TIMEOUT_TEMPLATES;
      if (!recurs) return [this.#pseudo, fields, this.#definition];
      parts = [this.#pseudo, new HeaderTemplate(fields), this.#definition];
      this.#withTimeout.set(timeoutMs, parts);
    }
    this.#lastTimeoutMs = timeoutMs;
    this.#lastParts = parts;
    return parts;
  }
}
