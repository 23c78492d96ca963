// The lines of a stream: a thousand different ones, over and over, as the example's server has them.

export const LINE_BYTES = 100;

const lines = Array.from({ length: 1_000 }, (_, at) =>
  `line ${at} `.padEnd(LINE_BYTES, ".").slice(0, LINE_BYTES),
);

/** Line number `at` of a stream. */
export function lineOf(at: number): string {
  return lines[at % lines.length]!;
}
