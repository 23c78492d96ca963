// Random schemas without mistakes: what the compiler has to say against one is taken out, statement by statement.
// Most of randomSchema() is refused for one line among many; this is the rest of it.

import { compileCase, withOptionsFile } from "./check-compile.testing.js";
import { tokensOf } from "./corpora.testing.js";
import { randomSchema } from "./random-schema.testing.js";
import { beginFile, filesOf, type RandomSource } from "./target.testing.js";

/** Taking one statement out can make another one wrong, so many times over. */
const MAX_ROUNDS = 12;

/** Pieces of files that compile; of an empty one where that does not come about. */
export function validSchema(random: RandomSource): readonly string[] {
  let files = filesOf({ steps: randomSchema(random) });
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const wrong = wrongLines(files);
    if (wrong.size === 0) return [...files].flatMap(([path, bytes]) => piecesOf(path, bytes));
    files = new Map(
      [...files].map(([path, bytes]) => {
        const lines = Buffer.from(bytes).toString().split("\n");
        return [path, Buffer.from(withoutStatements(lines, wrong.get(path)).join("\n"))];
      }),
    );
  }
  return [];
}

function piecesOf(path: string, bytes: Uint8Array): readonly string[] {
  return path === "main.proto" ? tokensOf(bytes) : [beginFile(path), ...tokensOf(bytes)];
}

/** The indexes of lines with errors, by file. */
function wrongLines(files: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, Set<number>> {
  const wrong = new Map<string, Set<number>>();
  const { diagnostics } = compileCase(withOptionsFile(files), [...files.keys()]);
  for (const { severity, file, span } of diagnostics) {
    if (severity !== "error") continue;
    const lines = wrong.get(file) ?? new Set();
    wrong.set(file, lines.add(span === undefined ? 0 : span.file.positionOf(span.start).line - 1));
  }
  return wrong;
}

/** Leaves out the lines `wrong`, with all to the end of the braces that they open. */
function withoutStatements(lines: readonly string[], wrong = new Set<number>()): readonly string[] {
  const kept: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    if (!wrong.has(index)) {
      kept.push(lines[index]!);
      continue;
    }
    let depth = depthOf(lines[index]!);
    while (depth > 0 && index + 1 < lines.length) depth += depthOf(lines[++index]!);
  }
  return kept;
}

function depthOf(line: string): number {
  return line.split("{").length - line.split("}").length;
}
