// A process with one subject and one payload: what others have done to shapes and caches does not count.

import { codecs } from "./codecs.js";
import { partialObjects } from "./key-orders.js";
import { judge, readPayload } from "./payload-files.js";
import { payloads } from "./payloads.js";
import type { CodecSample, SubjectRequest } from "./subject-request.js";

const request = JSON.parse(process.argv[2]!) as SubjectRequest;

/** Where results go, so that no compiler finds out that nobody wants them. */
let last: unknown;

/** Operations a second. The clock is read once a millisecond or so, not more. */
function timed(run: (index: number) => unknown, durationMs: number): number {
  let batch = 1;
  let count = 0;
  const started = performance.now();
  let now = started;
  for (;;) {
    for (let i = 0; i < batch; i++) last = run(count++);
    const before = now;
    now = performance.now();
    if (now - started >= durationMs) return (count * 1000) / (now - started);
    if (now - before < 1) batch *= 2;
  }
}

function measure(run: (index: number) => unknown): number {
  timed(run, request.warmupMs);
  return timed(run, request.measureMs);
}

async function main(): Promise<CodecSample> {
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
if (last === undefined) throw new Error("Nothing was measured");
console.log(JSON.stringify(sample));
