// The engine against a model of RFC 9113 (model/): dialogues of frames, valid or not, and commands. Of each
// frame the model says whether it is accepted, and what the layer above then hears, or which error it is, of
// the stream or the connection; what is sent must be owed, and what is owed must be sent.

import { Dialogue } from "./model/dialogue.testing.js";
import { makeSteps } from "./model/make-steps.testing.js";
import type { ModelCase, ModelStep } from "./model/steps.testing.js";
import type { FuzzTarget } from "./target.testing.js";
import { describeFrame, FrameReader, frameBytes } from "./wire.testing.js";

export const modelTarget: FuzzTarget<ModelCase, ModelStep> = {
  name: "http2-model",

  make(random) {
    const role = random.pick(["client", "server"] as const);
    const surroundings = {
      role,
      maxConcurrentStreams: random.pick([1, 3, 250, 250]),
      streamWindowBytes: random.pick([1, 100, 8192, 65_535, 100_000, 100_000]),
      chunkSeed: random.oneIn(3) ? random.uint32() : 0,
    };
    return {
      ...surroundings,
      steps: makeSteps(random, new Dialogue({ ...surroundings, steps: [] })),
    };
  },

  run(fuzzCase) {
    const dialogue = new Dialogue(fuzzCase);
    for (const step of fuzzCase.steps) dialogue.take(step);
    dialogue.finish();
  },

  simpler(step) {
    if (step.kind === "frame") return simplerFrames(step.bytes);
    if (!("bytes" in step) || step.bytes === 0) return [];
    return [0, 1, Math.floor(step.bytes / 2), step.bytes - 1]
      .filter((bytes) => bytes < step.bytes)
      .map((bytes) => ({ ...step, bytes }));
  },

  plainer: (fuzzCase) => [
    ...(fuzzCase.chunkSeed === 0 ? [] : [{ ...fuzzCase, chunkSeed: 0 }]),
    ...(fuzzCase.maxConcurrentStreams === 250 ? [] : [{ ...fuzzCase, maxConcurrentStreams: 250 }]),
    ...(fuzzCase.streamWindowBytes === 65_535 ? [] : [{ ...fuzzCase, streamWindowBytes: 65_535 }]),
  ],

  describe(step) {
    if (step.kind !== "frame") return JSON.stringify(step);
    return new FrameReader().push(Buffer.from(step.bytes, "hex")).map(describeFrame).join("; ");
  },
};

/** The same frame with a shorter payload. */
function simplerFrames(hex: string): ModelStep[] {
  const bytes = Buffer.from(hex, "hex");
  const payload = bytes.subarray(9);
  return [0, payload.length >> 1, payload.length - 1]
    .filter((length) => length >= 0 && length < payload.length)
    .map((length) => {
      const shorter = frameBytes(
        bytes[3]!,
        bytes[4]!,
        bytes.readUInt32BE(5),
        payload.subarray(0, length),
      );
      return { kind: "frame", bytes: Buffer.from(shorter).toString("hex") };
    });
}
