// One file that a target makes.

import type { CompileResult, FileDescriptor } from "@trunkline/compiler";
import type { ProtoInput } from "../proto-input.js";
import type { ProgramRun } from "./run-program.js";

export interface GeneratedOutput {
  /** From the target's folder on, with `/`. */
  readonly path: string;
  readonly content: string;
  /** Import path of the .proto file it is of, where there is one. */
  readonly proto: string | undefined;
  /** True for a file that is only written where there is none. */
  readonly isKept: boolean;
}

/** What was compiled, for a target to make files of. */
export interface TargetInput {
  readonly result: CompileResult;
  /** Those that the target is for, without the well-known types. */
  readonly files: readonly FileDescriptor[];
  readonly input: ProtoInput;
  readonly cwd: string;
  /** How programs are run. */
  readonly programs: Pick<ProgramRun, "signal" | "say">;
  /** True of an import path whose code was made before and is still right. */
  isDone(path: string): boolean;
}
