// How the values of a field are held, where there is more than one way.

import type { FieldLike } from "../descriptor/index.js";
import type { GeneratedFile } from "./generated-file.js";

/** What holds an integer of 64 bits. */
export type WideType = "bigint" | "string" | "number";

export interface ValueForm {
  readonly wide: WideType;
  /** True of strings that need not be UTF-8: what is none becomes U+FFFD. */
  readonly isLossy: boolean;
}

/** The form of a field's values: by what the field says, else by the options. */
export function formOf(file: GeneratedFile, field: FieldLike): ValueForm {
  return {
    wide: field.jstype === "normal" ? (file.options.int64 ?? "bigint") : field.jstype,
    isLossy: field.features.utf8_validation === "NONE",
  };
}
