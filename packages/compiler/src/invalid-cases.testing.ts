// The negative corpus, testdata/invalid/*.txt, as data. A case is
//
//   == proto3 duplicate-field-number: a number used twice
//   message M { int32 a = 1; int32 b = «1»; }
//   -- valid
//   message M { int32 a = 1; int32 b = 2; }
//   -- file other.proto
//   syntax = "proto3"; ...
//
// The word after "==" is the edition, or "whole" where the text is the whole file and says it itself. What
// stands between « and » is where the diagnostic of that rule must point. Other files belong to both. `@.` and
// `@/` are the case's own package and folder, and 50000 to 50009 become ten numbers of its own: protoc is given
// all cases at once, and custom options of one number would be one option.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../testdata/invalid", import.meta.url));

export interface InvalidCase {
  readonly ruleId: string;
  readonly title: string;
  /** `proto3`, `2023`, … or `whole`. */
  readonly edition: string;
  /** False where protoc says nothing and the language's specification does. */
  readonly isKnownToProtoc: boolean;
  /** The path of both files, and the folder of the others: unique in the corpus. */
  readonly folder: string;
  readonly invalid: string;
  /** Offsets in `invalid` of what the diagnostic points at. */
  readonly start: number;
  readonly end: number;
  readonly valid: string;
  /** By path from the case's folder. */
  readonly others: ReadonlyMap<string, string>;
}

export function invalidCases(): readonly InvalidCase[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".txt"))
    .sort()
    .flatMap((name) => readCases(name.slice(0, -4), readFileSync(join(FOLDER, name), "utf8")));
}

function readCases(topic: string, text: string): InvalidCase[] {
  const chunks = text.split(/^== /m).slice(1);
  return chunks.map((chunk, index) => readCase(`${topic}_${toLetters(index)}`, chunk));
}

/** `a` to `z`, then `aa`: editions want no underscore before a digit in a package. */
function toLetters(index: number): string {
  const last = String.fromCharCode(0x61 + (index % 26));
  return index < 26 ? last : toLetters(Math.floor(index / 26) - 1) + last;
}

function readCase(folder: string, chunk: string): InvalidCase {
  const [header = "", ...rest] = chunk.split("\n");
  const match = /^(\w+) (!?)([\w-]+): (.*)$/.exec(header);
  if (match === null) throw new Error(`No case begins with "${header}"`);
  const [, edition = "", bang, ruleId = "", title = ""] = match;
  const [body = "", ...sections] = rest.join("\n").split(/^-- /m);
  const parts = new Map<string, string>();
  for (const section of sections) {
    const at = section.indexOf("\n");
    parts.set(section.slice(0, at), section.slice(at + 1));
  }
  const valid = parts.get("valid");
  if (valid === undefined) throw new Error(`Case "${title}" has no valid twin`);
  parts.delete("valid");
  const others = new Map([...parts].map(([name, file]) => [name.replace(/^file /, ""), file]));
  const wrap = (file: string) => wrapFile(edition, folder, file.trimEnd());
  const marked = wrap(body);
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  if (start < 0 || end < start) throw new Error(`Case "${title}" marks no place`);
  return {
    ruleId,
    title,
    edition,
    isKnownToProtoc: bang === "",
    folder,
    invalid: marked.replace(/[«»]/g, ""),
    start,
    end,
    valid: wrap(valid),
    others: new Map([...others].map(([path, file]) => [path, qualify(folder, file)] as const)),
  };
}

const firstNumbers = new Map<string, number>();

/** The first of ten numbers that no other case has. */
function ownNumbers(folder: string): number {
  const first = firstNumbers.get(folder) ?? 50_000 + 10 * firstNumbers.size;
  firstNumbers.set(folder, first);
  return first;
}

/** The header on a line of its own; a package of its own, so that all cases fit one run of protoc. */
function wrapFile(edition: string, folder: string, body: string): string {
  const text = qualify(folder, body);
  if (edition === "whole") return `${text}\n`;
  const keyword = edition.startsWith("proto") ? "syntax" : "edition";
  const header = `${keyword} = "${edition}";`;
  const hasPackage = /\bpackage\s/.test(body);
  return `${header}${hasPackage ? "" : ` package ${folder.replaceAll("-", "_")};`}\n${text}\n`;
}

/** Puts the case's own folder, package and numbers in. */
function qualify(folder: string, text: string): string {
  return text
    .replace(/\b5000(\d)\b/g, (_, digit: string) => String(ownNumbers(folder) + Number(digit)))
    .replaceAll("@/", `${folder}/`)
    .replaceAll("@.", `${folder.replaceAll("-", "_")}.`)
    .replaceAll("@;", `${folder.replaceAll("-", "_")};`);
}
