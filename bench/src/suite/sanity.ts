// Whether peers were measured rightly: what one costs beside another is known, and a run in which it is far
// from that has measured something else.

import type { Result } from "../run/result.js";

/** grpc-js beside bare node:http2 on which it stands, CPU time a call, 4 connections of 100 calls. */
const KNOWN_RATIO = 39 / 19.6;
const MOST_DEVIATION = 0.25;

const CASE = "server, 400 in flight, CPU";

/** Why the run is worth nothing, in a sentence; undefined where it is in order or does not have the two. */
export function whyVoid(results: readonly Result[]): string | undefined {
  const costOf = (subject: string) =>
    results.find((result) => result.case === CASE && result.subject === subject)?.value;
  const grpcJs = costOf("grpc-js");
  const nodeHttp2 = costOf("node:http2");
  if (grpcJs === undefined || nodeHttp2 === undefined) return undefined;
  const ratio = grpcJs / nodeHttp2;
  if (Math.abs(ratio / KNOWN_RATIO - 1) <= MOST_DEVIATION) return undefined;
  return (
    `grpc-js costs ${ratio.toFixed(2)} times node:http2, expected ${KNOWN_RATIO.toFixed(2)} within ` +
    `${MOST_DEVIATION * 100} %: the peers were not measured rightly, so run it again on an idle machine`
  );
}
