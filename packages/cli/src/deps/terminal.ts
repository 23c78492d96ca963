// Where a command is run and where it writes: the process, or a test's stand-in.

export interface Terminal {
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Whether diagnostics may be coloured. */
  readonly hasColor: boolean;
  /** Results. */
  writeOut(text: string): void;
  /** A result that is no text. */
  writeBytes(bytes: Uint8Array): void;
  /** All of the standard input. */
  readInput(): Promise<Uint8Array>;
  /** Aborted when a command that goes on by itself is to end; asked for by such commands only. */
  stopSignal(): AbortSignal;
  /** Diagnostics, and what went wrong. */
  writeError(text: string): void;
}
