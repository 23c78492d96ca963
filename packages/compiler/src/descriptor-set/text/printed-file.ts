// What printing any part of a file needs at hand.

import type { ProtoMessage } from "../../descriptor/index.js";
import type { Path } from "../encoding.js";
import { VISIBILITIES } from "../visibility.js";
import type { ProtoPrinter } from "./proto-printer.js";
import { quote } from "./quote.js";

export interface PrintedFile {
  readonly printer: ProtoPrinter;
  readonly syntax: string;
  /** `name = value` for each option of an options message of descriptor.proto. */
  settings(options: Uint8Array | undefined, type: string): readonly string[];
  /** `scope` is the full name of what the message stands in, with a leading dot; empty for none. */
  printMessage(message: ProtoMessage, scope: string, path: Path): void;
  /** Prints what stands in a message, which for a group is done where its field is. */
  printBody(message: ProtoMessage, fullName: string, path: Path): void;
}

/** `export `, `local ` or nothing. */
export function visibilityWord(number: number): string {
  const word = Object.entries(VISIBILITIES).find(([, value]) => value === number)?.[0];
  return word === undefined ? "" : `${word} `;
}

export function printReservedNames(file: PrintedFile, names: readonly string[]): void {
  for (const name of names) {
    file.printer.line(`reserved ${file.syntax === "editions" ? name : quote(name)};`);
  }
}
