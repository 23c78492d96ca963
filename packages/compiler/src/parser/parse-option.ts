// Options: statements, bracketed lists and their values (Protobuf Language "Option").

import type {
  Extent,
  OptionNameNode,
  OptionNamePartNode,
  OptionNode,
  OptionValueNode,
} from "../ast/index.js";
import { NO_COMMENTS } from "../ast/index.js";
import * as errors from "./errors.js";
import { parseAggregate } from "./parse-aggregate.js";
import { parseName, parseTypeName } from "./parse-names.js";
import { parseScalarValue } from "./parse-scalar-value.js";
import type { TokenCursor } from "./token-cursor.js";

const MAX_UINT64 = 2n ** 64n - 1n;
const MAX_NEGATIVE_INT64 = 2n ** 63n;
const NO_OPTIONS: readonly OptionNode[] = [];

/** `option name = value;` */
export function parseOptionStatement(cursor: TokenCursor): OptionNode {
  const { start } = cursor.take();
  const { name, value } = parseSetting(cursor);
  const comments = cursor.endStatement(`option "${name.text}"`);
  return { name, value, comments, start, end: cursor.lastEnd };
}

/** `[name = value, …]` where it is next; otherwise no options. */
export function parseOptionList(cursor: TokenCursor): {
  readonly options: readonly OptionNode[];
  readonly brackets: Extent | undefined;
} {
  if (!cursor.isAt("[")) return { options: NO_OPTIONS, brackets: undefined };
  const { start: open } = cursor.take();
  const options: OptionNode[] = [];
  cursor.bracketDepth++;
  do {
    const { start } = cursor.token;
    const { name, value } = parseSetting(cursor);
    options.push({ name, value, comments: NO_COMMENTS, start, end: cursor.lastEnd });
  } while (cursor.takeIf(","));
  cursor.expect("]", "after the options");
  cursor.bracketDepth--;
  return { options, brackets: { start: open, end: cursor.lastEnd } };
}

function parseSetting(cursor: TokenCursor): { name: OptionNameNode; value: OptionValueNode } {
  const name = parseOptionName(cursor);
  cursor.expect("=", `after option "${name.text}"`);
  const value = cursor.isAt("{") ? parseAggregate(cursor) : parseScalarValue(cursor);
  // Read as what the option or field is: a float may be larger than any integer, in decimal.
  const isDecimal = /^-?\s*[1-9]/.test(cursor.file.text.slice(value.start, value.start + 100));
  if (value.kind === "integer" && !isDecimal) checkSize(cursor, value);
  return { name, value };
}

/** `name`, `name.part`, `(custom.option).part`. */
function parseOptionName(cursor: TokenCursor): OptionNameNode {
  const { start } = cursor.token;
  const parts: OptionNamePartNode[] = [];
  do {
    parts.push(parseNamePart(cursor));
  } while (cursor.takeIf("."));
  const texts = parts.map(({ text, isExtension }) => (isExtension ? `(${text})` : text));
  return { text: texts.join("."), parts, start, end: cursor.lastEnd };
}

function parseNamePart(cursor: TokenCursor): OptionNamePartNode {
  const { start } = cursor.token;
  if (!cursor.takeIf("(")) {
    return { ...parseName(cursor, "the name of an option"), isExtension: false };
  }
  const { text } = parseTypeName(cursor, "the name of an option");
  cursor.expect(")", "after the option's name");
  return { text, isExtension: true, start, end: cursor.lastEnd };
}

function checkSize(
  cursor: TokenCursor,
  { value, start, end }: Extent & { readonly value: bigint },
): void {
  if (value > MAX_UINT64 || value < -MAX_NEGATIVE_INT64) {
    cursor.report(errors.integerOutOfRange(cursor.span({ start, end })));
  }
}
