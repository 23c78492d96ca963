// What is the same for every call of one method on one channel, made once: the header templates and
// the limits (gRPC-HTTP2 "Requests": pseudo headers, then grpc-timeout, then the call definition's
// other fields, then custom metadata).

import {
  type Codec,
  type Compression,
  type Encoding,
  findEncoding,
  formatTimeout,
} from "../grpc/index.js";
import { type HeaderPart, HeaderTemplate } from "../http2/index.js";
import type { AnyMethod, MessageType } from "../protobuf/index.js";
import type { ChannelSettings } from "./channel-options.js";

/** Timeouts that recur get a template; more different ones than this are sent as plain fields. */
const MAX_TIMEOUT_TEMPLATES = 8;

export class MethodPlan {
  readonly method: AnyMethod;
  readonly codec: Codec;
  /** The request's and the response's types, in the codec of the channel. */
  readonly input: MessageType<unknown>;
  readonly output: MessageType<unknown>;
  readonly maxReceiveBytes: number;
  readonly compression: Compression;
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
    method: AnyMethod,
    scheme: "http" | "https",
    authority: string,
    definition: HeaderTemplate,
    settings: ChannelSettings,
  ) {
    this.method = method;
    this.codec = settings.codec;
    this.input = this.codec.typeOf(method.input);
    this.output = this.codec.typeOf(method.output);
    this.maxReceiveBytes = settings.maxReceiveMessageBytes;
    this.compression = settings.compression;
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

  /**
   * The header block of a call with `timeoutMs` left (Infinity: no limit), what its messages are compressed
   * with (null: nothing) and custom metadata.
   */
  headerParts(
    timeoutMs: number,
    encoding: Encoding | null,
    metadata: readonly string[] | null,
  ): readonly HeaderPart[] {
    let parts = timeoutMs === Infinity ? this.#plain : this.#timeoutParts(timeoutMs);
    if (encoding !== null) parts = [...parts, this.#encodingPart(encoding)];
    return metadata === null ? parts : [...parts, metadata];
  }

  /**
   * What the messages of a call are compressed with: `chosen` where the call says something, or what the
   * channel does; null for nothing.
   * @throws RangeError for an encoding that there is not
   */
  sendEncoding(chosen: string | undefined): Encoding | null {
    const { send, byName } = this.compression;
    return chosen === undefined ? send : findEncoding("compression", chosen, byName);
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
