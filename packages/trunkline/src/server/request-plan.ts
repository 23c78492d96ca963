// What a request's header block means (gRPC-HTTP2 "Requests"): which handler, how much time, or why
// none. A client repeats its blocks and the engine then gives the same object, so a block is read once
// and its plan stays on it: the cost of these rules disappears from busy connections.

import { parseContentType, parseTimeout, Status } from "../grpc/index.js";
import { type HeaderBlock, type HeaderPart, HeaderTemplate } from "../http2/index.js";
import type { Route } from "./route.js";
import type { Router } from "./router.js";
import { statusFields } from "./send-status.js";

/** A request that a handler can be run for. */
export interface CallPlan {
  readonly kind: "call";
  readonly route: Route;
  /** Milliseconds the client waits: 0 is expired already, Infinity without a limit. */
  readonly timeoutMs: number;
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

const headersBySubtype: { readonly [subtype: string]: readonly HeaderPart[] } = {
  __proto__: null as never,
  "": [new HeaderTemplate([":status", "200", "content-type", "application/grpc"])],
  proto: [new HeaderTemplate([":status", "200", "content-type", "application/grpc+proto"])],
};

const plainHeaders = headersBySubtype[""]!;

/** The plan for a request, from the block's memo when it has been read before. */
export function planRequest(block: HeaderBlock, router: Router): RequestPlan {
  if (block.memo === null) block.memo = readRequest(block, router);
  return block.memo as RequestPlan;
}

/** Each rule in the order in which a request must pass it. */
function readRequest(block: HeaderBlock, router: Router): RequestPlan {
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

  const path = block.get(":path") ?? "";
  const route = router.find(path);
  if (route === undefined) return rejection(Status.UNIMPLEMENTED, router.explain(path));
  if (route.handler === undefined) {
    return rejection(Status.UNIMPLEMENTED, `The server does not implement "${path}"`);
  }

  const headers = headersBySubtype[subtype];
  if (headers === undefined) {
    return rejection(
      Status.UNIMPLEMENTED,
      `Cannot read messages of content-type application/grpc+${subtype}: expected application/grpc or application/grpc+proto`,
    );
  }

  const encoding = block.get("grpc-encoding");
  if (encoding !== undefined && encoding !== "identity") {
    const message = `Cannot read messages with grpc-encoding ${encoding}: expected identity`;
    return rejection(Status.UNIMPLEMENTED, message, ["grpc-accept-encoding", "identity"]);
  }

  const timeout = block.get("grpc-timeout");
  const timeoutMs = timeout === undefined ? Infinity : parseTimeout(timeout);
  if (Number.isNaN(timeoutMs)) {
    return rejection(
      Status.INTERNAL,
      `Cannot read grpc-timeout ${JSON.stringify(timeout)}: expected one to eight digits and one of H, M, S, m, u, n`,
    );
  }
  if (timeout !== undefined && isRepeated(block, "grpc-timeout")) {
    return rejection(Status.INTERNAL, "Received grpc-timeout more than once: expected one");
  }
  if (timeoutMs === 0) {
    return rejection(Status.DEADLINE_EXCEEDED, "The deadline had passed when the call arrived");
  }
  return { kind: "call", route, timeoutMs, headers, fields: block.fields };
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

function rejection(code: Status, message: string, fields: readonly string[] = []): RejectionPlan {
  return { kind: "rejection", answer: [...plainHeaders, fields, statusFields(code, message)] };
}
