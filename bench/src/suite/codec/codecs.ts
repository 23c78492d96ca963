// How each subject is used, in its fastest usual way: from bytes to the messages that its users have, and back.

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CODEC_FOLDER, PROTO_PATH } from "./generate-peers.js";
import type { Payload } from "./payloads.js";

/** A message type of one subject. */
export interface Codec {
  decode(bytes: Uint8Array): unknown;
  encode(message: unknown): Uint8Array;
  /** Given where a plain object with some keys is no message yet: makes one of it. */
  complete?(partial: object): unknown;
}

type Loader = (payload: Payload) => Promise<Codec>;

// What generators make has no types here: each subject's code is another.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Code = any;

function importCode(folder: string, file = "code.js"): Promise<Code> {
  return import(pathToFileURL(join(CODEC_FOLDER, folder, file)).href);
}

const require = createRequire(import.meta.url);

async function loadTrunkline({ message, wide64, typed }: Payload): Promise<Codec> {
  const policy = typed !== undefined ? `-${typed.packed}` : wide64 === "number" ? "-number" : "";
  const code = await importCode(`trunkline${policy}`);
  const type = code[message];
  return {
    decode: (bytes) => type.decode(bytes),
    encode: (value) => type.encode(value),
  };
}

/** Without its package `long` protobuf.js has numbers; that is how its users get them. */
function prepareProtobufjs({ wide64 }: Payload): Code {
  const protobuf = require("protobufjs");
  if (wide64 === "number") {
    protobuf.util.Long = null;
    protobuf.configure();
  }
  return protobuf;
}

async function loadProtobufjsStatic(payload: Payload): Promise<Codec> {
  prepareProtobufjs(payload);
  const root = require(join(CODEC_FOLDER, "pbjs/code.cjs"));
  const type = root.bench.codec[payload.message];
  return {
    decode: (bytes) => type.decode(bytes),
    encode: (value) => type.encode(value).finish(),
  };
}

async function loadProtobufjsReflection(payload: Payload): Promise<Codec> {
  const protobuf = prepareProtobufjs(payload);
  const type = protobuf.loadSync(PROTO_PATH).lookupType(`bench.codec.${payload.message}`);
  return {
    decode: (bytes) => type.decode(bytes),
    encode: (value) => type.encode(value).finish(),
  };
}

async function loadProtobufEs({ message }: Payload): Promise<Codec> {
  const { create, fromBinary, toBinary } = await import("@bufbuild/protobuf");
  const code = await importCode("protobuf-es", "payloads_pb.js");
  const schema = code[`${message}Schema`];
  return {
    decode: (bytes) => fromBinary(schema, bytes),
    encode: (value) => toBinary(schema, value as never),
    complete: (partial) => create(schema, partial as never),
  };
}

async function loadTsProto({ message, wide64 }: Payload): Promise<Codec> {
  const code = await importCode(wide64 === "bigint" ? "ts-proto-bigint" : "ts-proto");
  const type = code[message];
  return {
    decode: (bytes) => type.decode(bytes),
    encode: (value) => type.encode(value).finish(),
    complete: (partial) => type.fromPartial(partial),
  };
}

async function loadProtobufTs({ message, wide64 }: Payload): Promise<Codec> {
  const code = await importCode(wide64 === "number" ? "protobuf-ts-number" : "protobuf-ts");
  const type = code[message];
  return {
    decode: (bytes) => type.fromBinary(bytes),
    encode: (value) => type.toBinary(value),
    complete: (partial) => type.create(partial),
  };
}

async function loadGoogleProtobuf({ message }: Payload): Promise<Codec> {
  const code = require(join(CODEC_FOLDER, "google-protobuf/payloads_pb.js"));
  const type = code[message];
  return {
    decode: (bytes) => type.deserializeBinary(bytes),
    encode: (value) => (value as { serializeBinary(): Uint8Array }).serializeBinary(),
  };
}

async function loadPbf({ message }: Payload): Promise<Codec> {
  const { PbfReader, PbfWriter, default: Pbf } = (await import("pbf")) as Code;
  const Reader = PbfReader ?? Pbf;
  const Writer = PbfWriter ?? Pbf;
  const code = await importCode("pbf");
  const read = code[`read${message}`];
  const write = code[`write${message}`];
  return {
    decode: (bytes) => read(new Reader(bytes)),
    encode: (value) => {
      const writer = new Writer();
      write(value, writer);
      return writer.finish();
    },
  };
}

async function loadJson(): Promise<Codec> {
  return {
    decode: (bytes) => JSON.parse((bytes as Buffer).toString()),
    encode: (value) => Buffer.from(JSON.stringify(value)),
  };
}

/** By subject, ours first. */
export const codecs: Readonly<Record<string, Loader>> = {
  trunkline: loadTrunkline,
  "protobuf.js static": loadProtobufjsStatic,
  "protobuf.js reflection": loadProtobufjsReflection,
  "protobuf-es": loadProtobufEs,
  "ts-proto": loadTsProto,
  "protobuf-ts": loadProtobufTs,
  "google-protobuf": loadGoogleProtobuf,
  pbf: loadPbf,
  JSON: loadJson,
};
