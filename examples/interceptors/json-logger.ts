// A logger in pino's shape: `pino()` in its place does the same, and more.

import type { Logger } from "trunkline/interceptors";

function write(level: string, fields: object, text: string): void {
  const errorAsText = (_: string, value: unknown): unknown =>
    value instanceof Error ? String(value) : value;
  console.log(JSON.stringify({ level, ...fields, msg: text }, errorAsText));
}

export const jsonLogger: Logger = {
  info: (fields, text) => write("info", fields, text),
  error: (fields, text) => write("error", fields, text),
};
