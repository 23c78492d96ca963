// The suites there are. A new one is a folder beside this file and a line here.

import { bulk } from "./bulk/bulk.js";
import { codec } from "./codec/codec.js";
import { compiler } from "./compiler/compiler.js";
import { http2 } from "./http2/http2.js";
import { json } from "./json/json.js";
import { latency } from "./latency/latency.js";
import { memory } from "./memory/memory.js";
import { payload } from "./payload/payload.js";
import { streams } from "./streams/streams.js";
import type { Suite } from "./suite.js";
import { typecheck } from "./typecheck/typecheck.js";
import { unary } from "./unary/unary.js";

export const suites: readonly Suite[] = [
  unary,
  streams,
  latency,
  http2,
  bulk,
  memory,
  compiler,
  typecheck,
  payload,
  codec,
  json,
];
