// The default that a .proto file gives a field, as an expression.

import type { DefaultValue, ValueType } from "../descriptor/index.js";
import type { GeneratedFile } from "./generated-file.js";
import { isWide } from "./value-code.js";
import type { ValueForm } from "./value-form.js";

/** `default = 7` is `7`, or `7n` where a bigint holds it. */
export function defaultLiteral(
  file: GeneratedFile,
  type: ValueType,
  value: DefaultValue,
  form: ValueForm,
): string {
  if (type.kind === "enum") return String((value as { readonly number: number }).number);
  const scalar = type.kind === "scalar" ? type.scalar : "bool";
  if (scalar === "bytes") return bytesLiteral(file, toBytes(value));
  if (scalar === "string") return JSON.stringify(toText(value));
  if (typeof value === "boolean") return String(value);
  if (scalar === "double") return numberLiteral(file, Number(value));
  if (scalar === "float") return numberLiteral(file, Math.fround(Number(value)));
  if (!isWide(scalar)) return numberLiteral(file, Number(value));
  switch (form.wide) {
    case "bigint":
      return `${value}n`;
    case "string":
      return `"${value}"`;
    case "number":
      return numberLiteral(file, Number(value));
  }
}

function toBytes(value: DefaultValue): Uint8Array {
  return value instanceof Uint8Array ? value : new TextEncoder().encode(String(value));
}

function toText(value: DefaultValue): string {
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value);
}

function bytesLiteral(file: GeneratedFile, bytes: Uint8Array): string {
  return `/* @__PURE__ */ new ${file.useGlobal("Uint8Array")}([${bytes.join(", ")}])`;
}

/** Infinity and NaN are names that a message may hide. */
function numberLiteral(file: GeneratedFile, value: number): string {
  if (Number.isNaN(value)) return file.useGlobal("NaN");
  if (!Number.isFinite(value)) return `${value < 0 ? "-" : ""}${file.useGlobal("Infinity")}`;
  return Object.is(value, -0) ? "-0" : String(value);
}
