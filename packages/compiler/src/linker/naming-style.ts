// Names as the feature enforce_naming_style wants them: STYLE2024, and STYLE2026 on top of it (Protobuf
// Style Guide).

import type { NameNode } from "../ast/index.js";
import type { Features, FieldDescriptor, OneofDescriptor } from "../descriptor/index.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";

type NamedKind =
  | "package"
  | "message"
  | "field"
  | "extension"
  | "oneof"
  | "enum"
  | "enum value"
  | "service"
  | "rpc";

type NameStyle = "TitleCase" | "lower_snake_case" | "UPPER_SNAKE_CASE";

const STYLES: { readonly [K in NamedKind]: NameStyle } = {
  package: "lower_snake_case",
  message: "TitleCase",
  field: "lower_snake_case",
  extension: "lower_snake_case",
  oneof: "lower_snake_case",
  enum: "TitleCase",
  "enum value": "UPPER_SNAKE_CASE",
  service: "TitleCase",
  rpc: "TitleCase",
};

const PATTERNS: { readonly [S in NameStyle]: RegExp } = {
  TitleCase: /^[A-Z][A-Za-z0-9]*$/,
  // An underscore must be followed by a letter, so that no two names become one in CamelCase.
  lower_snake_case: /^[a-z][a-z0-9]*(?:_[a-z][a-z0-9]*)*$/,
  UPPER_SNAKE_CASE: /^[A-Z][A-Z0-9]*(?:_[A-Z][A-Z0-9]*)*$/,
};

/** Checks the name of one element; a package's has its parts checked one by one. */
export function checkNameStyle(
  link: FileLink,
  kind: NamedKind,
  name: NameNode,
  features: Features,
): void {
  if (features.enforce_naming_style === "STYLE_LEGACY" || link.run.isPrecompiled) return;
  const style = STYLES[kind];
  const isWrong = name.text.split(".").some((part) => !PATTERNS[style].test(part));
  if (!isWrong) return;
  const suggestion = name.text
    .split(".")
    .map((part) => toStyle(part, style))
    .join(".");
  const isSound = suggestion.split(".").every((part) => PATTERNS[style].test(part));
  link.diagnostics.add(
    errors.badNameStyle(link.span(name), kind, name.text, style, isSound ? suggestion : undefined),
  );
}

/** `fooBar`, `Foo_Bar` and `FOO_BAR` in the style wanted. */
function toStyle(name: string, style: NameStyle): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .split("_")
    .filter((word) => word !== "")
    // A number belongs to the word before it.
    .reduce<string[]>((all, word) => {
      if (/^\d/.test(word) && all.length > 0) all.push(`${all.pop()}${word}`);
      else all.push(word);
      return all;
    }, []);
  if (style === "UPPER_SNAKE_CASE") return words.join("_").toUpperCase();
  if (style === "lower_snake_case") return words.join("_").toLowerCase();
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join("");
}

const PREFIXES = ["has_", "get_", "set_", "clear_"];
const SUFFIX = "_value";

/** STYLE2026: names that generated code would have twice, as `has_name` beside `name`. */
export function checkAccessorNames(
  link: FileLink,
  elements: readonly (FieldDescriptor | OneofDescriptor)[],
): void {
  const fields = new Set(elements.filter(({ kind }) => kind === "field").map(({ name }) => name));
  for (const element of elements) {
    if (element.features.enforce_naming_style !== "STYLE2026") continue;
    const at = link.span(link.nodes.get(element)?.name ?? { start: 0, end: 0 });
    const { kind, name } = element;
    if (name === "descriptor") {
      link.diagnostics.add(errors.accessorName(at, kind, name, undefined));
      continue;
    }
    const prefix = PREFIXES.find((one) => name.startsWith(one));
    const other = prefix !== undefined ? name.slice(prefix.length) : withoutSuffix(name);
    if (other !== undefined && fields.has(other)) {
      link.diagnostics.add(errors.accessorName(at, kind, name, other));
    }
  }
}

function withoutSuffix(name: string): string | undefined {
  return name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : undefined;
}
