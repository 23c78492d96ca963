// Durations as Go writes them, which is how those of the probe of gRPC are written: `500ms`, `2s`, `1m30s`.

const MS_OF_UNIT: { readonly [unit: string]: number } = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/y;

/** Milliseconds; undefined for what is no duration, or none above 0. */
export function parseDuration(text: string): number | undefined {
  let milliseconds = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const part = PART.exec(text);
    if (part === null) return undefined;
    const [, amount = "", unit = ""] = part;
    milliseconds += Number(amount) * MS_OF_UNIT[unit]!;
  }
  return milliseconds > 0 ? milliseconds : undefined;
}
