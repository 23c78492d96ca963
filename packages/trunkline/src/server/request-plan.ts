// What a request's header block means (gRPC-HTTP2 "Requests"): which handler, how much time, or why
// none. A client repeats its blocks and the engine then gives the same object, so a block is read once
// and its plan stays on it: the cost of these rules disappears from busy connections.

import {
  acceptsEncoding,
  type Codec,
  type Compression,
  type Encoding,
  IDENTITY,
  limitSent,
  parseContentType,
  parseTimeout,
  Status,
} from "../grpc/index.js";
import type { HeaderBlock, HeaderPart } from "../http2/index.js";
import type { MessageType } from "../protobuf/index.js";
import { responseHeaders } from "./response-headers.js";
import type { Route } from "./route.js";
import type { Router } from "./router.js";
import { statusFields } from "./send-status.js";

/** A request that a handler can be run for. */
export interface CallPlan {
  readonly kind: "call";
  readonly route: Route;
  /** Milliseconds the client waits: 0 is expired already, Infinity without a limit. */
  readonly timeoutMs: number;
  /** The request's and the reply's types, in the codec of the request. */
  readonly input: MessageType<unknown>;
  readonly output: MessageType<unknown>;
  /** The subtype of the request's content type. */
  readonly subtype: string;
  /** What requests may be compressed with. */
  readonly encoding: Encoding | null;
  /** What replies are compressed with unless the handler says otherwise. */
  readonly replyEncoding: Encoding | null;
  /** The response's header block where it has no metadata. */
  readonly headers: readonly HeaderPart[];
  /** The request's fields, for its metadata. */
  readonly fields: readonly string[];
}

/** A request that is answered at once, without a handler. */
export interface RejectionPlan {
  readonly kind: "rejection";
  /** The whole answer: one header block. */
  readonly answer: readonly HeaderPart[];
}

export type RequestPlan = CallPlan | RejectionPlan;

/** What a server is set to. */
export interface PlanOptions {
  readonly compression: Compression;
  readonly maxSendMessageBytes: number;
  /** By the subtype of content types. */
  readonly codecs: ReadonlyMap<string, Codec>;
}

/** The plan for a request, from the block's memo when it has been read before. */
export function planRequest(block: HeaderBlock, router: Router, options: PlanOptions): RequestPlan {
  if (block.memo === null) block.memo = readRequest(block, router, options);
  return block.memo as RequestPlan;
}

/** Each rule in the order in which a request must pass it. */
function readRequest(
  block: HeaderBlock,
  router: Router,
  { compression, codecs, maxSendMessageBytes }: PlanOptions,
): RequestPlan {
  const method = block.get(":method");
  if (method !== "POST") return httpRejection([":status", "405", "allow", "POST"]);

  const subtype = parseContentType(block.get("content-type"));
  if (subtype === undefined) return httpRejection([":status", "415"]);

  if (!hasOneHost(block)) {
    const message =
      "Received more than one name for the server: expected :authority, host, or both alike";
    const status = statusFields(Status.INTERNAL, message);
    return httpRejection([":status", "400", "content-type", "application/grpc", ...status]);
  }

  // The answer has the request's content type where that is one of ours, also to what comes next.
  const echoed = codecs.has(subtype) ? subtype : "";
  const reject = (code: Status, message: string, fields: readonly string[] = []): RejectionPlan =>
    rejection(echoed, code, message, fields);

  const path = block.get(":path") ?? "";
  const route = router.find(path);
  if (route === undefined) return reject(Status.UNIMPLEMENTED, router.explain(path));
  if (route.handler === undefined) {
    return reject(Status.UNIMPLEMENTED, `The server does not implement "${path}"`);
  }

  const codec = codecs.get(subtype);
  if (codec === undefined) {
    return reject(
      Status.UNIMPLEMENTED,
      `Cannot read messages of content-type application/grpc+${subtype}: expected application/grpc, application/grpc+proto or application/grpc+json`,
    );
  }

  const encodingName = block.get("grpc-encoding") ?? IDENTITY;
  const encoding = encodingName === IDENTITY ? null : compression.byName.get(encodingName);
  if (encoding === undefined) {
    const { accepted } = compression;
    const message = `Cannot read messages with grpc-encoding ${encodingName}: expected one of ${accepted}`;
    return reject(Status.UNIMPLEMENTED, message, ["grpc-accept-encoding", accepted]);
  }

  const timeout = block.get("grpc-timeout");
  const timeoutMs = timeout === undefined ? Infinity : parseTimeout(timeout);
  if (Number.isNaN(timeoutMs)) {
    return reject(
      Status.INTERNAL,
      `Cannot read grpc-timeout ${JSON.stringify(timeout)}: expected one to eight digits and one of H, M, S, m, u, n`,
    );
  }
  if (timeout !== undefined && isRepeated(block, "grpc-timeout")) {
    return reject(Status.INTERNAL, "Received grpc-timeout more than once: expected one");
  }
  if (timeoutMs === 0) {
    return reject(Status.DEADLINE_EXCEEDED, "The deadline had passed when the call arrived");
  }
  const accepted = block.get("grpc-accept-encoding");
  const replyEncoding = chooseReplyEncoding(compression, encoding, accepted);
  return {
    kind: "call",
    route,
    timeoutMs,
    input: codec.typeOf(route.method.input),
    output: limitSent(codec.typeOf(route.method.output), maxSendMessageBytes),
    subtype,
    encoding,
    replyEncoding,
    headers: responseHeaders(subtype, replyEncoding),
    fields: block.fields,
  };
}

/** What the server is set to send, or what the request came with; and only what the client takes. */
function chooseReplyEncoding(
  { send, isOff }: Compression,
  encoding: Encoding | null,
  accepted: string | undefined,
): Encoding | null {
  const wanted = isOff ? null : (send ?? encoding);
  // Who sends it takes it, listed or not.
  if (wanted === null || wanted === encoding) return wanted;
  return acceptsEncoding(accepted, wanted.name) ? wanted : null;
}

/** True where the client of a call takes messages compressed with `encoding`, or null, not at all. */
export function takesEncoding(plan: CallPlan, encoding: Encoding | null): boolean {
  if (encoding === null || encoding === plan.encoding) return true;
  const at = plan.fields.indexOf("grpc-accept-encoding");
  return at >= 0 && acceptsEncoding(plan.fields[at + 1], encoding.name);
}

/** False where `host` says something else than `:authority`, or is there twice (RFC 9113 §8.3.1). */
function hasOneHost(block: HeaderBlock): boolean {
  const host = block.get("host");
  if (host === undefined) return true;
  const authority = block.get(":authority") ?? host;
  return authority.toLowerCase() === host.toLowerCase() && !isRepeated(block, "host");
}

/** True when more than one field is called `name`. */
function isRepeated({ fields }: HeaderBlock, name: string): boolean {
  let count = 0;
  for (let at = 0; at < fields.length; at += 2) if (fields[at] === name) count++;
  return count > 1;
}

/** An answer that is not gRPC, to a request that is not. */
function httpRejection(fields: readonly string[]): RejectionPlan {
  return { kind: "rejection", answer: [fields] };
}

function rejection(
  subtype: string,
  code: Status,
  message: string,
  fields: readonly string[],
): RejectionPlan {
  const answer = [...responseHeaders(subtype, null), fields, statusFields(code, message)];
  return { kind: "rejection", answer };
}
