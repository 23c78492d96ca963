// How the values of a field are held, where there is more than one way.

import type { FieldLike } from "../descriptor/index.js";
import type { GeneratedFile } from "./generated-file.js";
import type { CodegenPolicies, ValuePolicy } from "./options.js";
import { namesField, policyOf } from "./policies.js";

/** What holds an integer of 64 bits. */
export type WideType = ValuePolicy["int64"] & {};

export interface ValueForm {
  readonly wide: WideType;
  /** True of strings that need not be UTF-8: what is none becomes U+FFFD. */
  readonly isLossy: boolean;
  readonly timestamp: ValuePolicy["timestamp"] & {};
  readonly duration: ValuePolicy["duration"] & {};
  readonly bytes: ValuePolicy["bytes"] & {};
  readonly packed: ValuePolicy["packed"] & {};
}

/** The form of a field's values: by what the field says, else by the policies. */
export function formOf(file: GeneratedFile, field: FieldLike): ValueForm {
  return formUnder(file.options.policies ?? {}, field);
}

/** The same without a file that is being generated. */
export function formUnder(policies: CodegenPolicies, field: FieldLike): ValueForm {
  const policy = policyOf(policies, field);
  const { jstype } = field;
  const isLeftOpen = jstype === "normal" || namesField(policies, field);
  return {
    wide: isLeftOpen ? (policy.int64 ?? "bigint") : jstype,
    isLossy: field.features.utf8_validation === "NONE",
    timestamp: policy.timestamp ?? "message",
    duration: policy.duration ?? "message",
    bytes: policy.bytes ?? "copy",
    packed: policy.packed ?? "array",
  };
}
