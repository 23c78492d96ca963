// The list of rules: every finding is of one of them. docs/reference/diagnostics.md is made from it, and
// the rules in SARIF are.

import { ENUM_RULES } from "./enum-rules.js";
import { EXTENSION_RULES } from "./extension-rules.js";
import { FEATURE_RULES } from "./feature-rules.js";
import { FIELD_RULES } from "./field-rules.js";
import { FILE_RULES } from "./file-rules.js";
import { NAME_RULES } from "./name-rules.js";
import { OPTION_RULES } from "./option-rules.js";
import { OUTPUT_RULES } from "./output-rules.js";
import { SYNTAX_RULES } from "./syntax-rules.js";

/** What a rule is about, whatever the finding: sentences, with a final period. */
export interface Rule {
  readonly meaning: string;
  readonly fix: string;
}

/** The stable name of a rule, in kebab case. */
export type RuleId =
  | keyof typeof SYNTAX_RULES
  | keyof typeof FILE_RULES
  | keyof typeof NAME_RULES
  | keyof typeof FIELD_RULES
  | keyof typeof ENUM_RULES
  | keyof typeof OPTION_RULES
  | keyof typeof FEATURE_RULES
  | keyof typeof EXTENSION_RULES
  | keyof typeof OUTPUT_RULES;

/** All rules by what they are about, in the order of the reference. */
export const RULE_GROUPS: readonly {
  readonly title: string;
  readonly rules: { readonly [id: string]: Rule };
}[] = [
  { title: "Text that cannot be read", rules: SYNTAX_RULES },
  { title: "Files and imports", rules: FILE_RULES },
  { title: "Names and types", rules: NAME_RULES },
  { title: "Fields, oneofs and maps", rules: FIELD_RULES },
  { title: "Enums", rules: ENUM_RULES },
  { title: "Options", rules: OPTION_RULES },
  { title: "Features of editions", rules: FEATURE_RULES },
  { title: "Extensions", rules: EXTENSION_RULES },
  { title: "Generated TypeScript", rules: OUTPUT_RULES },
];

/** All rules by their name. */
export const RULES: { readonly [Id in RuleId]: Rule } = {
  ...SYNTAX_RULES,
  ...FILE_RULES,
  ...NAME_RULES,
  ...FIELD_RULES,
  ...ENUM_RULES,
  ...OPTION_RULES,
  ...FEATURE_RULES,
  ...EXTENSION_RULES,
  ...OUTPUT_RULES,
};
