// What one message costs a program that is bundled: all that encoding and decoding it needs, minified and compressed.

import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import type { Case } from "../suite.js";
import { CODEC_FOLDER } from "./generate-peers.js";

/** Ours is to be smaller, in KiB: 6,000 bytes. */
const LIMIT = 6000 / 1024;

const viaType = `import { Greeting } from "./code.js";
console.log(Greeting.decode(Greeting.encode({ name: "a" })));`;

/** A program a subject, in the folder of its code. */
const programs: Readonly<Record<string, readonly [folder: string, program: string]>> = {
  trunkline: ["trunkline", viaType],
  "protobuf.js static": [
    "pbjs",
    `import root from "./code.cjs";
    const { Greeting } = root.bench.codec;
    console.log(Greeting.decode(Greeting.encode({ name: "a" }).finish()));`,
  ],
  "protobuf-es": [
    "protobuf-es",
    `import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
    import { GreetingSchema } from "./payloads_pb.js";
    const bytes = toBinary(GreetingSchema, create(GreetingSchema, { name: "a" }));
    console.log(fromBinary(GreetingSchema, bytes));`,
  ],
  "ts-proto": [
    "ts-proto",
    viaType.replace('{ name: "a" })', 'Greeting.fromPartial({ name: "a" })).finish()'),
  ],
  "protobuf-ts": [
    "protobuf-ts",
    `import { Greeting } from "./code.js";
    console.log(Greeting.fromBinary(Greeting.toBinary(Greeting.create({ name: "a" }))));`,
  ],
  "google-protobuf": [
    "google-protobuf",
    `import code from "./payloads_pb.js";
    const message = new code.Greeting();
    message.setName("a");
    console.log(code.Greeting.deserializeBinary(message.serializeBinary()));`,
  ],
  pbf: [
    "pbf",
    `import { PbfReader, PbfWriter } from "pbf";
    import { readGreeting, writeGreeting } from "./code.js";
    const writer = new PbfWriter();
    writeGreeting({ name: "a" }, writer);
    console.log(readGreeting(new PbfReader(writer.finish())));`,
  ],
};

/** Bytes of a bundle, compressed. */
function bundleBytes(folder: string, program: string): number {
  const { outputFiles } = buildSync({
    stdin: { contents: program, resolveDir: join(CODEC_FOLDER, folder) },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    define: { "process.env.NODE_ENV": '"production"' },
    write: false,
    logLevel: "error",
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}

/** One measurement a subject: a bundle has the same bytes in every round. */
export function bundleCase(subjects: readonly string[]): Case {
  return {
    name: "bundle that encodes and decodes a small message",
    measures: [
      {
        suffix: "",
        unit: "KiB",
        isLessBetter: true,
        limit: LIMIT,
        pick: ({ bundleBytes: bytes }) => (bytes === undefined ? undefined : bytes / 1024),
      },
    ],
    isColdAlways: true,
    generator: "",
    contestants: subjects.flatMap((subject) => {
      const program = programs[subject];
      if (program === undefined) return [];
      return [{ subject, measure: async () => ({ bundleBytes: bundleBytes(...program) }) }];
    }),
  };
}
