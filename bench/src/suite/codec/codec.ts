// The codec beside its peers: the same .proto file, each by its own generator, the same bytes.

import { spawnSync } from "node:child_process";
import { repositoryPath } from "@trunkline/interop";
import { OURS } from "../../run/result.js";
import type { Settings } from "../../run/settings.js";
import { CoreSpeed } from "../core-speed.js";
import type { Case, Contestant, Measure, Prepared, Sample, Suite } from "../suite.js";
import { bundleCase } from "./bundle-size.js";
import { codecs } from "./codecs.js";
import { generateAll, googlePeer } from "./generate-peers.js";
import { writePayload } from "./payload-files.js";
import { type Payload, payloads } from "./payloads.js";
import type { CodecSample, SubjectRequest } from "./subject-request.js";
import { summarise } from "./verdict.js";

/** On no payload are we to be slower than this share of any peer. */
const LEAST = 0.95;

/** Both windows of a process are this share of the usual one: starting it takes time too. */
const WINDOW_SHARE = 0.2;

/** So long runs at least what is measured then: compilers are not done with large messages before, in ms. */
const WARM_UP_MS = 500;

function sideMeasure(
  { typed }: Payload,
  side: "encode" | "decode",
  peers: readonly string[],
): Measure {
  const least = typed?.[side] ?? LEAST;
  const key = `${side}sPerSecond` as const;
  return {
    suffix: `, ${side}`,
    unit: "messages/s",
    isLessBetter: false,
    targets: Object.fromEntries(peers.map((name) => [name, least])),
    pick: (sample) => sample[key],
  };
}

const script = repositoryPath("bench/dist/suite/codec/subject.js");

/** The core, as the processes of all subjects have found it. */
const core = new CoreSpeed();

/** The core's speed is looked for in so long before anything is measured, in ms. */
const CORE_MS = 1000;

/** A subject that has found next to no free core is measured again, this often at most. */
const MOST_TRIES = 3;

function measure(payload: Payload, subject: string, settings: Settings): Sample {
  let best: CodecSample | undefined;
  for (let tries = 0; tries < MOST_TRIES && best?.isCoreShared !== false; tries++) {
    const sample = measureOnce(payload, subject, settings);
    core.fastestMs = Math.min(core.fastestMs, sample.fastestMs);
    if (best === undefined || sample.freeShare > best.freeShare) best = sample;
  }
  return best!;
}

function measureOnce(payload: Payload, subject: string, { measureMs }: Settings): CodecSample {
  const request: SubjectRequest = {
    subject,
    payload: payload.name,
    warmupMs: Math.max(measureMs * WINDOW_SHARE, WARM_UP_MS),
    measureMs: measureMs * WINDOW_SHARE,
    fastestMs: core.fastestMs,
  };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--max-old-space-size=3000", script, JSON.stringify(request)],
    { encoding: "utf8", env: { ...process.env, NODE_ENV: "production" } },
  );
  if (status !== 0) throw new Error(`Cannot measure ${subject}, ${payload.name}: ${stderr}`);
  return JSON.parse(stdout) as CodecSample;
}

function caseOf(payload: Payload, subjects: readonly string[]): Case {
  const here = subjects.filter((name) => payload.subjects?.includes(name) ?? true);
  const peers = here.filter((name) => name !== OURS);
  const sides = payload.keyOrders === undefined ? ["decode", "encode"] : ["encode"];
  return {
    name: payload.name,
    measures: (sides as ("encode" | "decode")[]).map((side) => sideMeasure(payload, side, peers)),
    isColdAlways: true,
    generator: "",
    contestants: here.map(
      (subject): Contestant => ({
        subject,
        measure: async (settings) => measure(payload, subject, settings),
      }),
    ),
  };
}

async function prepare(settings: Settings): Promise<Prepared> {
  generateAll();
  core.warmUp(CORE_MS);
  const isWanted = ({ name }: Payload) =>
    settings.cases.length === 0 || settings.cases.some((text) => name.includes(text));
  for (const payload of payloads) if (isWanted(payload)) await writePayload(payload);
  const subjects = Object.keys(codecs).filter(
    (name) =>
      (settings.subjects.length === 0 || settings.subjects.includes(name)) &&
      (name !== "google-protobuf" || googlePeer.ready),
  );
  return {
    cases: [...payloads.map((payload) => caseOf(payload, subjects)), bundleCase(subjects)],
    leftOut: googlePeer.ready ? [] : [`google-protobuf, since ${googlePeer.why}`],
    [Symbol.asyncDispose]: async () => {},
  };
}

export const codec: Suite = {
  name: "codec",
  title: "The codec",
  notes:
    "Bytes to messages and back, in one process a subject and payload, which takes turns with the others. Every " +
    "subject's code is generated from the same .proto file by its own generator, and decodes the same bytes; what " +
    "it encodes is compared with them before anything is timed. A virtual core shares its physical one with " +
    "strangers, and does half as much for a moment or for seconds; what counts is what is done between two runs of a " +
    "loop of fixed work that find the core free, every 4 ms, alike for all; what found no such moments is marked. What is encoded is the message that was decoded. " +
    "JSON is bytes too, of the same data. Integers of 64 bits are what each subject gives its users without being " +
    "asked (protobuf.js: objects of the package long; ts-proto, google-protobuf, pbf and JSON: numbers), but for " +
    "the two payloads that say how all have them. In the partial objects some keys are absent; subjects that need " +
    "whole messages make them first. Geometric means are of our ratio to the fastest peer on each payload, without " +
    "the partial objects and the payloads of 500 KB and 50 MB; the two of the same integers count half each. " +
    "Targets of single payloads are what we may not fall below. As typed arrays doubles are copied (`packed: typed`), " +
    "or views of the message's bytes (`packed: view`), for which no value is touched: that needs them at a multiple of " +
    "eight, where calls put those of a large message; elsewhere views are copies, as the last payload shows. Aimed at " +
    "are 50 times JSON to decode, which views have and copies do not, and 25 times to encode. " +
    "Bundles are of esbuild, minified, and compressed with gzip; protobuf.js has one only for all messages of a file.",
  prepare,
  summarise,
};
