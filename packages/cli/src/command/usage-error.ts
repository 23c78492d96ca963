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

/** The code of a system call's error: `EACCES`; undefined for another error. */
export function codeOf(error: unknown): string | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" ? code : undefined;
}

const REASONS: { readonly [code: string]: string } = {
  EACCES: "permission denied",
  EISDIR: "it is a folder",
  ELOOP: "its links lead round in a circle",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "there is no such file or folder",
  ENOSPC: "no space is left",
  ENOTDIR: "a part of its path is no folder",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
};

/** Why a system call failed: `permission denied (EACCES)`. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === undefined) return String(error);
  const reason = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
  return reason === undefined ? code : `${reason} (${code})`;
}
