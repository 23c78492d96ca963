// A command that cannot do what it was asked.

/** Its message is all the user gets to see: a sentence, and below it what to do. */
export class UsageError extends Error {
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.name = "UsageError";
    this.help = help;
  }
}

/** Why a system call failed, in a word or two: `EACCES`. */
export function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" ? code : String(error);
}
