// Times in messages.

/** Two digits of less than 10 ms, so that 0.4 does not read as no time at all: `0.4 ms`, `1.5 ms`, `250 ms`. */
export function formatMs(milliseconds: number): string {
  const told = milliseconds < 10 ? Number(milliseconds.toPrecision(2)) : Math.round(milliseconds);
  return `${told} ms`;
}
