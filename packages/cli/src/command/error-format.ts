// How findings are printed: for people, or for one of the programs that read them.

/**
 * `text` for people, on stderr; `json` one object with results and findings, on stdout; `github-actions`
 * a line each that GitHub Actions shows in the pull request, on stderr; `sarif` a SARIF log, on stdout.
 */
export type ErrorFormat = "text" | "json" | "github-actions" | "sarif";

export const ERROR_FORMATS: readonly ErrorFormat[] = ["text", "json", "github-actions", "sarif"];

/** What the options of a command say about it. */
export interface ErrorFormatOptions {
  readonly errorFormat?: ErrorFormat;
  /** The short way to say `json`. */
  readonly json?: boolean;
}

export function errorFormatOf({ errorFormat, json }: ErrorFormatOptions): ErrorFormat {
  return json ? "json" : (errorFormat ?? "text");
}

/** True where standard output is one document, beside which nothing else may be printed. */
export function ownsStandardOutput(format: ErrorFormat): boolean {
  return format === "json" || format === "sarif";
}

/** The format that a command line asks for, also one that could not be parsed. */
export function errorFormatIn(args: readonly string[]): ErrorFormat {
  if (args.includes("--json")) return "json";
  const at = args.findIndex((arg) => arg === "--error-format" || arg.startsWith("--error-format="));
  const [, written = args[at + 1]] = args[at]?.split("=") ?? [];
  return ERROR_FORMATS.find((format) => at >= 0 && format === written) ?? "text";
}
