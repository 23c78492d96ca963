// A whole file: its statements at the top level (Protobuf Language "Proto file").

import type {
  DeclarationNode,
  FileNode,
  ImportNode,
  MessageNode,
  OptionNode,
  PackageNode,
  SyntaxNode,
} from "../ast/index.js";
import type { Diagnostic } from "../diagnostic/index.js";
import { closestName } from "../diagnostic/index.js";
import type { SourceFile } from "../source/index.js";
import * as errors from "./errors.js";
import { DEFAULT_PARSER_LIMITS, type ParserLimits } from "./limits.js";
import { parseEnum } from "./parse-enum.js";
import { parseExtend, parseMessage } from "./parse-message.js";
import { parseQualifiedName, parseStrings } from "./parse-names.js";
import { parseOptionStatement } from "./parse-option.js";
import { parseService } from "./parse-service.js";
import { parseVisibility } from "./parse-visibility.js";
import { TokenCursor } from "./token-cursor.js";

/** A file while it is read. */
interface FileParts {
  syntax: SyntaxNode | undefined;
  readonly packages: PackageNode[];
  readonly imports: ImportNode[];
  readonly options: OptionNode[];
  readonly declarations: DeclarationNode[];
}

const KEYWORDS = ["import", "package", "option", "message", "enum", "service", "extend"];
/** The first edition in which `export` and `local` are no names of types. */
const FIRST_WITH_VISIBILITY = 2024;

/** Parses one file. Never throws for what the text says: mistakes go to `report`. */
export function parseFile(
  source: SourceFile,
  report: (diagnostic: Diagnostic) => void,
  limits: ParserLimits = DEFAULT_PARSER_LIMITS,
): FileNode {
  const parts: FileParts = {
    syntax: undefined,
    packages: [],
    imports: [],
    options: [],
    declarations: [],
  };
  if (source.text.length > limits.maxFileLength) {
    report(errors.fileTooLong(source.path, source.text.length, limits));
    return { kind: "file", source, ...parts, lostNames: new Set(), extent: { start: 0, end: 0 } };
  }
  const cursor = new TokenCursor(source, limits, report);
  const { start } = cursor.token;
  while (!cursor.isAtEnd) {
    if (cursor.isAt(";")) {
      cursor.endScope();
    } else if (cursor.isAt("}")) {
      cursor.report(errors.strayBrace(cursor.tokenSpan()));
      cursor.endScope();
    } else {
      cursor.statement(() => parseTopLevel(cursor, parts));
    }
  }
  const extent = { start, end: Math.max(start, cursor.lastEnd) };
  return { kind: "file", source, ...parts, lostNames: cursor.lostNames, extent };
}

function parseTopLevel(cursor: TokenCursor, parts: FileParts): void {
  const visibility = parseVisibility(cursor, true);
  const keyword = cursor.token.kind === "identifier" ? cursor.token.text : "";
  switch (keyword) {
    case "syntax":
    case "edition":
      parseSyntax(cursor, keyword, parts);
      break;
    case "package":
      parts.packages.push(parsePackage(cursor));
      break;
    case "import":
      parts.imports.push(parseImport(cursor));
      break;
    case "option":
      parts.options.push(parseOptionStatement(cursor));
      break;
    case "message":
      parts.declarations.push(parseMessage(cursor, visibility));
      break;
    case "enum":
      parts.declarations.push(parseEnum(cursor, visibility));
      break;
    case "service":
      parts.declarations.push(parseService(cursor));
      break;
    case "extend":
      parseExtendAndGroups(cursor, parts);
      break;
    default: {
      const known = "import, package, option, message, enum, service or extend";
      const suggestion = closestName(keyword, ["syntax", ...KEYWORDS]);
      const at = cursor.tokenSpan();
      cursor.fail(errors.unknownStatement(at, "of a file", known, suggestion));
    }
  }
}

/** Only the first statement may be it; a later one is reported and left out. */
function parseSyntax(cursor: TokenCursor, keyword: "syntax" | "edition", parts: FileParts): void {
  const first = cursor.take();
  const isFirst =
    parts.syntax === undefined &&
    parts.packages.length + parts.imports.length + parts.options.length === 0 &&
    parts.declarations.length === 0;
  if (!isFirst) cursor.report(errors.syntaxNotFirst(cursor.span(first)));
  cursor.expect("=", `after "${keyword}"`);
  const value = parseStrings(cursor, 'a string like "proto3"');
  if (keyword === "edition") cursor.hasVisibility = Number(value.value) >= FIRST_WITH_VISIBILITY;
  const comments = cursor.endStatement(`the ${keyword} statement`);
  if (parts.syntax === undefined) {
    parts.syntax = { keyword, value, comments, start: first.start, end: cursor.lastEnd };
  }
}

function parseExtendAndGroups(cursor: TokenCursor, parts: FileParts): void {
  const groups: MessageNode[] = [];
  const extend = parseExtend(cursor, groups);
  parts.declarations.push(extend, ...groups);
}

function parsePackage(cursor: TokenCursor): PackageNode {
  const { start } = cursor.take();
  const name = parseQualifiedName(cursor, "a package name");
  const comments = cursor.endStatement("the package statement");
  return { name, comments, start, end: cursor.lastEnd };
}

function parseModifier(cursor: TokenCursor): ImportNode["modifier"] {
  const { text, start, end } = cursor.token;
  if (text !== "public" && text !== "weak" && text !== "option") return undefined;
  cursor.take();
  return { text, start, end };
}

function parseImport(cursor: TokenCursor): ImportNode {
  const { start } = cursor.take();
  const modifier = parseModifier(cursor);
  const path = parseStrings(cursor, "the path of a file in quotes");
  const comments = cursor.endStatement("the import");
  return { path, modifier, comments, start, end: cursor.lastEnd };
}
