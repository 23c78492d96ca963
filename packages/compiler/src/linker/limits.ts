// What a run may cost.

import { DEFAULT_PARSER_LIMITS, type ParserLimits } from "../parser/index.js";

export interface CompilerLimits extends ParserLimits {
  /** Files of a run, imported ones included; 20,000 by default. */
  readonly maxFiles: number;
  /** UTF-16 units of a full name such as `user.v1.User`; 1,024 by default. */
  readonly maxNameLength: number;
  /** Diagnostics kept; 500 by default. The rest is dropped. */
  readonly maxDiagnostics: number;
}

export const DEFAULT_COMPILER_LIMITS: CompilerLimits = {
  ...DEFAULT_PARSER_LIMITS,
  maxFiles: 20_000,
  maxNameLength: 1_024,
  maxDiagnostics: 500,
};
