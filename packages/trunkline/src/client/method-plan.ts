// What is the same for every call of one method on one channel, made once: the header templates and
// the limits (gRPC-HTTP2 "Requests": pseudo headers, then grpc-timeout, then the call definition's
// other fields, then custom metadata).

import { formatTimeout } from "../grpc/index.js";
import { type HeaderPart, HeaderTemplate } from "../http2/index.js";
import type { AnyMethod } from "../protobuf/index.js";

/** Timeouts that recur get a template; more different ones than this are sent as plain fields. */
const MAX_TIMEOUT_TEMPLATES = 8;

export class MethodPlan {
  readonly method: AnyMethod;
  readonly maxReceiveBytes: number;
  readonly #pseudo: HeaderTemplate;
  readonly #definition: HeaderTemplate;
  readonly #plain: readonly HeaderPart[];
  readonly #withTimeout: Map<number, readonly HeaderPart[]> = new Map();
  #lastTimeoutMs = Number.NaN;
  #lastParts: readonly HeaderPart[];

  /** @param definition the template for te, content-type and user-agent, one a channel */
  constructor(
    method: AnyMethod,
    scheme: "http" | "https",
    authority: string,
    definition: HeaderTemplate,
    maxReceiveBytes: number,
  ) {
    this.method = method;
    this.maxReceiveBytes = maxReceiveBytes;
    this.#pseudo = new HeaderTemplate([
      ":method",
      "POST",
      ":scheme",
      scheme,
      ":path",
      method.path,
      ":authority",
      authority,
    ]);
    this.#definition = definition;
    this.#plain = [this.#pseudo, definition];
    this.#lastParts = this.#plain;
  }

  /** The header block of a call with `timeoutMs` left (Infinity: no limit) and custom metadata. */
  headerParts(timeoutMs: number, metadata: readonly string[] | null): readonly HeaderPart[] {
    const parts = timeoutMs === Infinity ? this.#plain : this.#timeoutParts(timeoutMs);
    return metadata === null ? parts : [...parts, metadata];
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
