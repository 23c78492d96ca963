// Two descriptor sets, and where they first differ: a path through the messages, and both values.

import { fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

/** Undefined where both are the same; a few lines that tell the first difference otherwise. */
export function compareSets(ours, theirs) {
  if (Buffer.compare(ours, theirs) === 0) return undefined;
  let sets;
  try {
    sets = [ours, theirs].map((bytes) => fromBinary(FileDescriptorSetSchema, bytes));
  } catch (error) {
    return `ours cannot be read: ${error.message}`;
  }
  return (
    firstDifference(sets[0], sets[1], "") ??
    `the same values in another order, from byte ${firstByte(ours, theirs)} on`
  );
}

function firstByte(ours, theirs) {
  let at = 0;
  while (at < ours.length && ours[at] === theirs[at]) at++;
  return at;
}

function firstDifference(ours, theirs, path) {
  if (ours === undefined || theirs === undefined || !isObject(ours) || !isObject(theirs)) {
    if (Object.is(ours, theirs)) return undefined;
    return `${path}\n    ours   ${show(ours)}\n    protoc ${show(theirs)}`;
  }
  const keys = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
  if (Array.isArray(theirs) && isObject(theirs[0]) && "path" in theirs[0]) {
    return locationDifference(ours, theirs, path);
  }
  for (const key of keys) {
    const name = Array.isArray(theirs) ? `[${nameOf(theirs[key] ?? ours[key], key)}]` : `.${key}`;
    const found = firstDifference(ours[key], theirs[key], `${path}${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Locations are told by their path, as the first that is not in the other list or has another span. */
function locationDifference(ours, theirs, path) {
  for (let i = 0; i < Math.max(ours.length, theirs.length); i++) {
    const [a, b] = [ours[i], theirs[i]].map((one) => one && showLocation(one));
    if (a !== b) return `${path}[${i}]\n    ours   ${a}\n    protoc ${b}`;
  }
  return undefined;
}

function showLocation({ path, span, leadingComments, trailingComments, leadingDetachedComments }) {
  const comments = { leadingComments, trailingComments, leadingDetachedComments };
  return `path ${path.join(".")} span ${span.join(":")} ${JSON.stringify(comments)}`;
}

const isObject = (value) => typeof value === "object" && value !== null;

/** An element by its name where it has one. */
const nameOf = (value, key) =>
  isObject(value) && typeof value.name === "string" ? value.name : key;

function show(value) {
  if (value === undefined) return "nothing";
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  const text = JSON.stringify(value, (_, one) =>
    typeof one === "bigint" ? String(one) : one instanceof Uint8Array ? [...one].join(" ") : one,
  );
  return text !== undefined && text.length > 300 ? `${text.slice(0, 300)}...` : String(text);
}
