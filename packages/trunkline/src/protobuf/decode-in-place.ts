// The message in a google.protobuf.Any, for whoever converts it and keeps nothing of it. A message may be an Any in an
// Any in an Any: where each has a copy of its bytes, 4 MB that are nested to a depth of 100 take 400. An Any with limits
// of its own is decoded by its type, which holds it against them.

import { limitsOf } from "./assert-limits.js";
import { noBytes } from "./create-values.js";
import { DecodeFault } from "./decode-error.js";
import type { MessagePlan } from "./message-plan.js";
import { readString, viewBytes } from "./read-string.js";
import { readTag } from "./read-varint.js";
import { Reader } from "./reader.js";

/** A message that shares memory with `bytes`. @throws DecodeError where they are not of the type */
export function decodeInPlace({ type, wellKnown }: MessagePlan, bytes: Uint8Array): unknown {
  const isFree = wellKnown === "Any" && limitsOf(type) === undefined;
  const any = isFree ? anyInPlace(bytes) : undefined;
  return any ?? type.read(bytes, 0, bytes.length, true);
}

const TYPE_URL = 10;
const VALUE = 18;

/** Undefined where there is more in it than its two fields, or something is wrong: the type says what. */
function anyInPlace(bytes: Uint8Array): object | undefined {
  const reader = new Reader();
  reader.reset(bytes, 0, bytes.length);
  reader.isKept = true;
  const any = { typeUrl: "", value: noBytes };
  try {
    while (reader.position < reader.end) {
      const tag = readTag(reader);
      if (tag === TYPE_URL) any.typeUrl = readString(reader);
      else if (tag === VALUE) any.value = viewBytes(reader);
      else return undefined;
    }
  } catch (error) {
    if (error instanceof DecodeFault) return undefined;
    throw error;
  }
  return reader.position === reader.end ? any : undefined;
}
