// The libraries that convert messages to JSON and back, each in the way its users do.

import { isDeepStrictEqual } from "node:util";
import {
  create as createEs,
  createFileRegistry,
  fromBinary,
  fromJson as fromEsJson,
  fromJsonString as fromEsText,
  toJson as toEsJson,
  toJsonString as toEsText,
} from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { repositoryPath } from "@trunkline/interop";
import protobuf from "protobufjs";
import {
  type AnyGeneratedType,
  type FileDescription,
  fromJson,
  fromJsonString,
  type JsonValue,
  toJson,
  toJsonString,
} from "trunkline/protobuf";
import { file_bench_json } from "../../gen/bench/json_pb.js";
import { type Payload, types } from "./payloads.js";

/** The four conversions, by what the cases are called after. */
interface Conversions {
  "to text"?(message: unknown): string;
  "from text"?(text: string): unknown;
  "to a value"?(message: unknown): unknown;
  "from a value"?(value: JsonValue): unknown;
}

export type Direction = keyof Conversions;

export interface Library {
  readonly subject: string;
  /** Undefined where the library does not give the same for this payload. */
  of(payload: Payload): (Conversions & { message(value: JsonValue): unknown }) | undefined;
}

const trunkline: Library = {
  subject: "trunkline",
  of({ type: name }) {
    const type = types[name] as AnyGeneratedType;
    return {
      message: (value) => fromJson(type, value),
      "to text": (message) => toJsonString(type, message),
      "from text": (text) => fromJsonString(type, text),
      "to a value": (message) => toJson(type, message),
      "from a value": (value) => fromJson(type, value),
    };
  },
};

/** The file and all it imports, those first. */
function allFiles(file: FileDescription, known = new Map<string, Uint8Array>()) {
  for (const imported of file.imports) allFiles(imported, known);
  known.set(file.path, file.bytes);
  return known;
}

const files = [...allFiles(file_bench_json).values()];
const registry = createFileRegistry(
  createEs(FileDescriptorSetSchema, {
    file: files.map((bytes) => fromBinary(FileDescriptorProtoSchema, bytes)),
  }),
);

const protobufEs: Library = {
  subject: "protobuf-es",
  of({ type }) {
    const desc = registry.getMessage(`bench.json.${type}`)!;
    type Message = Parameters<typeof toEsText>[1];
    return {
      message: (value) => fromEsJson(desc, value as never),
      "to text": (message) => toEsText(desc, message as Message),
      "from text": (text) => fromEsText(desc, text),
      "to a value": (message) => toEsJson(desc, message as Message),
      "from a value": (value) => fromEsJson(desc, value as never),
    };
  },
};

const schema = new protobuf.Root().loadSync(repositoryPath("bench/proto/bench/json.proto"));
const plainObject = { longs: String, enums: String, bytes: String };

const protobufJs: Library = {
  subject: "protobuf.js",
  of({ type: name, isPlain }) {
    if (!isPlain) return undefined;
    const type = schema.lookupType(`bench.json.${name}`);
    const toObject = (message: unknown) => type.toObject(message as protobuf.Message, plainObject);
    const fromObject = (value: unknown) => type.fromObject(value as Record<string, unknown>);
    return {
      message: fromObject,
      "to text": (message) => JSON.stringify(toObject(message)),
      "from text": (text) => fromObject(JSON.parse(text)),
      "to a value": toObject,
      "from a value": fromObject,
    };
  },
};

/** The yardstick: no message, no check. */
const plainJson: Library = {
  subject: "JSON",
  of: () => ({
    message: (value) => value,
    "to text": (value) => JSON.stringify(value),
    "from text": (text) => JSON.parse(text) as unknown,
  }),
};

export const libraries: readonly Library[] = [trunkline, protobufEs, protobufJs, plainJson];

/** @throws Error where the library does not give back what it was given */
export function checkLibrary({ subject, of }: Library, payload: Payload): void {
  const found = of(payload);
  if (found === undefined) return;
  for (const value of payload.values) {
    const text = JSON.stringify(value);
    const read = [found["from text"]?.(text), found["from a value"]?.(value)];
    for (const message of [found.message(value), ...read.filter((each) => each !== undefined)]) {
      const written = [JSON.parse(found["to text"]!(message)), found["to a value"]?.(message)];
      for (const each of written) {
        if (each !== undefined && !isDeepStrictEqual(each, value)) {
          throw new Error(`${subject} does not give back ${payload.name}`);
        }
      }
    }
  }
}
