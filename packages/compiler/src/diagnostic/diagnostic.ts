// One finding about a .proto file: data that a terminal, an editor or a JSON consumer can show.
//
// Rooms make diagnostics in their errors.ts or errors/ only, so that all wording of a room stands side by
// side.

import type { Span } from "../source/index.js";
import type { RuleId } from "./rules/index.js";

export type Severity = "error" | "warning";

/** A place that explains a diagnostic, and the few words to put under it. */
export interface Label {
  readonly span: Span;
  readonly text: string;
}

/** Text to put in the place of `span` that is likely what was meant. */
export interface SuggestedEdit {
  readonly span: Span;
  readonly replacement: string;
}

export interface Diagnostic {
  readonly severity: Severity;
  /** One of the rules in RULES: `duplicate-field-number`. */
  readonly ruleId: RuleId;
  /** One sentence: lower case at the start, no final period. */
  readonly message: string;
  /** Path of the file it is about, as it is imported. */
  readonly file: string;
  /** The offending text; undefined when the whole file is meant (it does not exist, say). */
  readonly span: Span | undefined;
  /** The few words under the caret; empty for none. */
  readonly label: string;
  readonly related: readonly Label[];
  /** What to do about it. */
  readonly help: string | undefined;
  readonly edit: SuggestedEdit | undefined;
}

/** A diagnostic as errors.ts files write it: what they leave out is absent or empty. */
export interface DiagnosticInput {
  readonly severity?: Severity;
  readonly ruleId: RuleId;
  readonly message: string;
  /** Where it is, or only in which file. */
  readonly at: Span | string;
  readonly label?: string;
  readonly related?: readonly Label[];
  readonly help?: string | undefined;
  readonly edit?: SuggestedEdit | undefined;
}

/** Fills in what `input` leaves out; the severity is "error" unless it says otherwise. */
export function createDiagnostic(input: DiagnosticInput): Diagnostic {
  const { at } = input;
  return {
    severity: input.severity ?? "error",
    ruleId: input.ruleId,
    message: input.message,
    file: typeof at === "string" ? at : at.file.path,
    span: typeof at === "string" ? undefined : at,
    label: input.label ?? "",
    related: input.related ?? [],
    help: input.help,
    edit: input.edit,
  };
}
