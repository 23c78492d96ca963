// Hand-written message types for the tests of the rooms above protobuf/: what generated code would be
// for `message Text { string text = 1; }`, without its depths.

import type { OutputBuffer } from "../base/index.js";
import type { MessageType } from "../protobuf/index.js";

export interface Text {
  text: string;
}
export interface TextInit {
  text?: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function read(bytes: Uint8Array, start: number, end: number): Text {
  if (start === end) return { text: "" };
  if (bytes[start] !== 0x0a) throw new Error(`wire type or field not known at offset 0`);
  let length = 0;
  let at = start + 1;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++]!;
    length += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  if (at + length !== end) throw new Error("truncated message");
  return { text: decoder.decode(bytes.subarray(at, end)) };
}

function write(out: OutputBuffer, message: TextInit): void {
  for (const key of Object.keys(message)) {
    if (key !== "text") throw new TypeError(`Cannot encode test.Text: it has no field "${key}"`);
  }
  if (message.text === undefined || message.text === "") return;
  const text = encoder.encode(message.text);
  out.append(new Uint8Array([0x0a]));
  let length = text.length;
  while (length > 0x7f) {
    out.append(new Uint8Array([(length & 0x7f) | 0x80]));
    length >>>= 7;
  }
  out.append(new Uint8Array([length]));
  out.append(text);
}

/** `message Text { string text = 1; }` */
export const Text: MessageType<Text, TextInit> = {
  typeName: "test.Text",
  create: (init) => ({ text: init?.text ?? "" }),
  encode(message) {
    throw new Error(`not needed by tests: ${JSON.stringify(message)}`);
  },
  decode: (bytes) => read(bytes, 0, bytes.length),
  read,
  write,
};
