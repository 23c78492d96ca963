// What is the same for every call of one method on one channel, made once: its headers, its message types and its
// limits.

import {
  type Codec,
  type Compression,
  type Encoding,
  findEncoding,
  limitSent,
} from "../grpc/index.js";
import type { AnyMethod, MessageType } from "../protobuf/index.js";
import type { MethodCredentials } from "./call-credentials.js";
import type { ChannelSettings } from "./channel-options.js";
import type { RequestHeaders } from "./request-headers.js";

/** The settings of a channel that calls follow. */
export type PlanSettings = Pick<
  ChannelSettings,
  "codec" | "compression" | "maxReceiveMessageBytes" | "maxSendMessageBytes"
>;

/** Limits that one call may set for itself. */
export interface CallLimits {
  readonly maxReceiveMessageBytes?: number | undefined;
  readonly maxSendMessageBytes?: number | undefined;
}

export class MethodPlan {
  readonly method: AnyMethod;
  readonly headers: RequestHeaders;
  readonly codec: Codec;
  /** The request's and the response's types, in the codec of the channel. */
  readonly input: MessageType<unknown>;
  readonly output: MessageType<unknown>;
  readonly maxReceiveBytes: number;
  readonly compression: Compression;
  readonly credentials: MethodCredentials;
  readonly #settings: PlanSettings;

  constructor(
    method: AnyMethod,
    headers: RequestHeaders,
    credentials: MethodCredentials,
    settings: PlanSettings,
  ) {
    this.method = method;
    this.headers = headers;
    this.credentials = credentials;
    this.codec = settings.codec;
    this.input = limitSent(this.codec.typeOf(method.input), settings.maxSendMessageBytes);
    this.output = this.codec.typeOf(method.output);
    this.maxReceiveBytes = settings.maxReceiveMessageBytes;
    this.compression = settings.compression;
    this.#settings = settings;
  }

  /** The plan of a call with limits of its own. */
  limitedBy({ maxReceiveMessageBytes, maxSendMessageBytes }: CallLimits): MethodPlan {
    const settings = this.#settings;
    return new MethodPlan(this.method, this.headers, this.credentials, {
      ...settings,
      maxReceiveMessageBytes: maxReceiveMessageBytes ?? settings.maxReceiveMessageBytes,
      maxSendMessageBytes: maxSendMessageBytes ?? settings.maxSendMessageBytes,
    });
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
}
