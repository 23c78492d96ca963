// The program under test: reads requests of the conformance suite from standard input until it ends, and answers each
// on standard output, both with their length in front (4 bytes, the lowest first). On public API and defaults alone.

import { readdirSync, readFileSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as protobuf from "trunkline/protobuf";

const { createDynamicRegistry, createRegistry } = protobuf;
const { fromJsonString, fromText, toJsonString, toText } = protobuf;

const [, , way, folder] = process.argv;

/** What is generated for the suite, and the well-known types. */
async function generatedTypes() {
  const modules = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("_pb.js"))
    .map((path) => import(pathToFileURL(join(folder, path)).href));
  return createRegistry(protobuf, ...(await Promise.all(modules)));
}

const registry =
  way === "dynamic"
    ? createDynamicRegistry(readFileSync(join(folder, "set.binpb")))
    : await generatedTypes();
const find = (name) => registry.findMessage(name);
const ConformanceRequest = find("conformance.ConformanceRequest");
const ConformanceResponse = find("conformance.ConformanceResponse");
const FailureSet = find("conformance.FailureSet");

/** WireFormat and TestCategory. */
const PROTOBUF = 1;
const JSON_FORMAT = 2;
const TEXT = 4;
const IGNORES_UNKNOWN = 3;

/** The `result` of the response. */
function answer(request) {
  const { payload, messageType, testCategory } = request;
  if (messageType === "conformance.FailureSet") {
    return { case: "protobufPayload", value: FailureSet.encode({}) };
  }
  const type = find(messageType);
  if (type === undefined) return { case: "skipped", value: `there is no ${messageType}` };
  let message;
  try {
    message = parse(type, payload, testCategory);
  } catch (error) {
    return { case: "parseError", value: String(error) };
  }
  if (message === undefined) return { case: "skipped", value: `no ${payload.case}` };
  try {
    return serialize(type, message, request);
  } catch (error) {
    return { case: "serializeError", value: String(error) };
  }
}

function parse(type, payload, testCategory) {
  switch (payload.case) {
    case "protobufPayload":
      return type.decode(payload.value);
    case "jsonPayload":
      return fromJsonString(type, payload.value, {
        registry,
        ignoreUnknown: testCategory === IGNORES_UNKNOWN,
      });
    case "textPayload":
      return fromText(type, payload.value, { registry });
    default:
      return undefined;
  }
}

function serialize(type, message, { requestedOutputFormat, printUnknownFields }) {
  switch (requestedOutputFormat) {
    case PROTOBUF:
      return { case: "protobufPayload", value: type.encode(message) };
    case JSON_FORMAT:
      return { case: "jsonPayload", value: toJsonString(type, message, { registry }) };
    case TEXT: {
      const options = { registry, unknownFields: printUnknownFields };
      return { case: "textPayload", value: toText(type, message, options) };
    }
    default:
      return { case: "skipped", value: `no format ${requestedOutputFormat}` };
  }
}

/** Exactly `count` bytes; undefined at the end of the input. */
function read(count) {
  const bytes = Buffer.alloc(count);
  for (let at = 0; at < count; ) {
    const got = readSync(0, bytes, at, count - at, null);
    if (got === 0) return undefined;
    at += got;
  }
  return bytes;
}

function write(bytes) {
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
}

for (let length = read(4); length !== undefined; length = read(4)) {
  const request = ConformanceRequest.decode(read(length.readUInt32LE()));
  let result;
  try {
    result = answer(request);
  } catch (error) {
    result = { case: "runtimeError", value: String(error?.stack) };
  }
  const response = ConformanceResponse.encode({ result });
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32LE(response.length);
  write(Buffer.concat([prefix, response]));
}
