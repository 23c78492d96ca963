// How the story looks: headings, facts, and colour where a person reads it on a terminal.

const isColoured = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;

function paint(code: number, text: string): string {
  return isColoured ? `\u001b[${code}m${text}\u001b[0m` : text;
}

export const bold = (text: string): string => paint(1, text);
export const dim = (text: string): string => paint(2, text);

let chapters = 0;

/** Begins a chapter. */
export function heading(title: string): void {
  console.log(`\n${bold(`${++chapters}. ${title}`)}`);
}

/** One thing that was seen. */
export function tell(text: string): void {
  console.log(`   ${text}`);
}

/** Where it comes from, for those who look closer. */
export function note(text: string): void {
  console.log(`   ${dim(text)}`);
}

/** `1,234,567`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** `12.3 MiB`. */
export function mebibytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MiB`;
}
