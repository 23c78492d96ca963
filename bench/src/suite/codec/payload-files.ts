// The payloads as bytes, and the judge of what subjects make of them: protobuf-es, which is not ours.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { create, type DescMessage, equals, fromBinary, toBinary } from "@bufbuild/protobuf";
import { CODEC_FOLDER } from "./generate-peers.js";
import { makePayload, type Payload } from "./payloads.js";

async function schemaOf({ message }: Payload): Promise<DescMessage> {
  const path = join(CODEC_FOLDER, "protobuf-es/payloads_pb.js");
  const code = (await import(pathToFileURL(path).href)) as Record<string, DescMessage>;
  return code[`${message}Schema`]!;
}

function pathOf({ name, sameAs = name }: Payload, extension: string): string {
  return join(CODEC_FOLDER, "payloads", `${sameAs.replace(/\W+/g, "-")}.${extension}`);
}

const written = new Set<string>();

/** Writes the bytes of a payload, and its JSON; those of several once. */
export async function writePayload(payload: Payload): Promise<void> {
  const path = pathOf(payload, "binpb");
  if (written.has(path)) return;
  written.add(path);
  mkdirSync(join(CODEC_FOLDER, "payloads"), { recursive: true });
  const data = makePayload(payload);
  const schema = await schemaOf(payload);
  writeFileSync(path, toBinary(schema, create(schema, data as never)));
  writeFileSync(pathOf(payload, "json"), JSON.stringify(data, toJsonValue));
}

function toJsonValue(_: string, value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}

/** What `subject` is given to decode. */
export function readPayload(payload: Payload, subject: string): Uint8Array {
  const bytes = readFileSync(pathOf(payload, subject === "JSON" ? "json" : "binpb"));
  const { offset } = payload.typed ?? { offset: 0 };
  if (subject === "JSON" || offset === 0) return bytes;
  const memory = new Uint8Array(offset + bytes.length);
  memory.set(bytes, offset);
  return memory.subarray(offset);
}

/** @throws Error where `encoded` is not the payload */
export async function judge(payload: Payload, subject: string, encoded: Uint8Array): Promise<void> {
  if (!(await isPayload(payload, subject, encoded))) {
    throw new Error(`${subject} does not give back what it was given: ${payload.name}`);
  }
}

function parseJson(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString());
}

async function isPayload(payload: Payload, subject: string, encoded: Uint8Array): Promise<boolean> {
  const wanted = readPayload(payload, subject);
  if (Buffer.compare(wanted, encoded) === 0) return true;
  if (subject === "JSON") return isDeepStrictEqual(parseJson(wanted), parseJson(encoded));
  const schema = await schemaOf(payload);
  return equals(schema, fromBinary(schema, wanted), fromBinary(schema, encoded));
}
