// The peers, in the order in which they are set up. A description has
//   title     what it is for
//   pins      the versions; another pin makes an old set-up stale
//   missing() why it cannot be set up on this machine, in a sentence; undefined where it can
//   setUp(folder, run) puts it into the empty `folder` and returns the paths that tests need

import { conformance } from "./conformance.mjs";
import { debian } from "./debian.mjs";
import { go } from "./go.mjs";
import { googleJs } from "./google-js.mjs";
import { grpcurl } from "./grpcurl.mjs";
import { interop } from "./interop.mjs";
import { node } from "./node.mjs";
import { protobufConformance } from "./protobuf-conformance.mjs";
import { proxies } from "./proxies.mjs";
import { python } from "./python.mjs";

export const peers = {
  python,
  go,
  interop,
  grpcurl,
  conformance,
  debian,
  node,
  protobuf: protobufConformance,
  googleJs,
  proxies,
};
