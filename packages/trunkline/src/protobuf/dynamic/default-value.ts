// The default of a field, from the text that descriptors have it as: descriptor.proto "default_value".

import type { FieldInfo } from "../generated-type.js";
import { unescapeLiteral } from "../text/unescape.js";
import { isUnsigned } from "../value-error.js";
import { isWide } from "./dynamic-field.js";

/** The default of a field of `type`; undefined where the text is none. Those of enums are names: not here. */
export function parseDefault(
  type: Exclude<FieldInfo["type"], "enum" | "message">,
  as: FieldInfo["as"],
  text: string,
): FieldInfo["default"] {
  switch (type) {
    case "string":
      return text;
    case "bytes":
      return unescapeLiteral(`"${text}"`);
    case "bool":
      return text === "true" ? true : text === "false" ? false : undefined;
    case "double":
      return parseDouble(text);
    case "float": {
      const value = parseDouble(text);
      return value === undefined ? undefined : Math.fround(value);
    }
    default: {
      if (!/^-?\d+$/.test(text)) return undefined;
      const whole = BigInt(text);
      const fit = isUnsigned(type) ? BigInt.asUintN : BigInt.asIntN;
      if (fit(isWide(type) ? 64 : 32, whole) !== whole) return undefined;
      if (!isWide(type) || as === "number") return Number(whole);
      return as === "string" ? `${whole}` : whole;
    }
  }
}

function parseDouble(text: string): number | undefined {
  switch (text) {
    case "inf":
      return Number.POSITIVE_INFINITY;
    case "-inf":
      return Number.NEGATIVE_INFINITY;
    case "nan":
    case "-nan":
      return Number.NaN;
    default: {
      const value = text.trim() === "" ? Number.NaN : Number(text);
      return Number.isNaN(value) ? undefined : value;
    }
  }
}
