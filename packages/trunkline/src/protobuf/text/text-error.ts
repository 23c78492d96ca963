// Text that is not the message it should be.

/** Thrown by `fromText`: `line 3, column 7: expected a whole number from 0 to 4294967295, got "-1"`. */
export class TextError extends Error {
  override readonly name: string = "TextError";
  readonly code: string = "TEXT_ERROR";
  /** From 1. */
  readonly line: number;
  /** In UTF-16 units, from 1. */
  readonly column: number;

  constructor(line: number, column: number, problem: string) {
    super(`line ${line}, column ${column}: ${problem}`);
    this.line = line;
    this.column = column;
  }
}
