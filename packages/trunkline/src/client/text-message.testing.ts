// `package test; message Text { string text = 1; }` as generated code has it.

import {
  checkMessage,
  type GeneratedType,
  messageType,
  type OutputBuffer,
  type Reader,
  readString,
  readTag,
  skipUnknown,
  writeString,
} from "../protobuf/index.js";

export interface Text {
  text: string;
}

export interface TextInit {
  text?: string | undefined;
}

const textKeys: readonly string[] = ["text"];

function createText(init: TextInit): Text {
  checkMessage(init, textKeys);
  return { text: init.text ?? "" };
}

function writeText(out: OutputBuffer, message: TextInit): void {
  checkMessage(message, textKeys);
  const { text } = message;
  if (text !== undefined && text !== "") writeString(out, 10, text);
}

function readText(reader: Reader, into: Text | undefined): Text {
  const message: Text = into ?? { text: "" };
  while (reader.position < reader.end) {
    const start = reader.position;
    const tag = readTag(reader);
    if (tag === 10) message.text = readString(reader);
    else skipUnknown(reader, tag, start, undefined);
  }
  return message;
}

export const Text: GeneratedType<Text, TextInit> = messageType(
  "test.Text",
  [{ name: "text", number: 1, key: "text", type: "string" }],
  createText,
  writeText,
  readText,
);
