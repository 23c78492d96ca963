// A process with one subject and one payload: what others have done to shapes and caches does not count.

import { CoreSpeed } from "../core-speed.js";
import { timed } from "../timed.js";
import { codecs } from "./codecs.js";
import { partialObjects } from "./key-orders.js";
import { judge, readPayload } from "./payload-files.js";
import { payloads } from "./payloads.js";
import type { CodecSample, SubjectRequest } from "./subject-request.js";

/** Until the loop that looks at the core is compiled. */
const WARM_UP_MS = 20;

const request = JSON.parse(process.argv[2]!) as SubjectRequest;

const core = new CoreSpeed(request.fastestMs);
core.warmUp(WARM_UP_MS);
const freeShares: number[] = [];
let isAnyShared = false;

function measure(run: (index: number) => unknown): number {
  timed(run, request.warmupMs, { isFree: () => true });
  const { perSecond, freeShare, isShared } = timed(run, request.measureMs, core);
  freeShares.push(freeShare);
  isAnyShared ||= isShared;
  return perSecond;
}

async function main(): Promise<Pick<CodecSample, "encodesPerSecond" | "decodesPerSecond">> {
  const payload = payloads.find(({ name }) => name === request.payload)!;
  const codec = await codecs[request.subject]!(payload);
  const bytes = readPayload(payload, request.subject);
  if (payload.keyOrders !== undefined) {
    const objects = partialObjects(payload.keyOrders);
    const { complete } = codec;
    const write =
      complete === undefined
        ? (object: object) => codec.encode(object)
        : (object: object) => codec.encode(complete(object));
    for (const object of objects) await judge(payload, request.subject, write(object));
    return { encodesPerSecond: measure((index) => write(objects[index % objects.length]!)) };
  }
  const message = codec.decode(bytes);
  await judge(payload, request.subject, codec.encode(message));
  return {
    decodesPerSecond: measure(() => codec.decode(bytes)),
    encodesPerSecond: measure(() => codec.encode(message)),
  };
}

const sample = await main();
const answer: CodecSample = {
  ...sample,
  freeShare: Math.min(...freeShares),
  isCoreShared: isAnyShared,
  fastestMs: core.fastestMs,
};
console.log(JSON.stringify(answer));
