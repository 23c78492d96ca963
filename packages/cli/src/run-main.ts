// The command as a program: what it reads, where it writes, and what stops it.

import { EXIT_USAGE, reasonOf } from "./command/index.js";
import type { Terminal } from "./deps/index.js";
import { runProgram } from "./program.js";

/** Runs the command that this process was started for; its exit code. */
export async function runMain(): Promise<number> {
  const { argv, stdout, stderr } = process;
  for (const stream of [stdout, stderr]) stream.on("error", endUnlessClosed);
  try {
    return await runProgram(argv.slice(2), terminal());
  } catch (error) {
    const trace = error instanceof Error ? error.stack : String(error);
    stderr.write(
      `error: The command failed, which is a mistake in it; please report this\n${trace}\n`,
    );
    return EXIT_USAGE;
  }
}

/** A reader that has seen enough, as `head` has, is no failure. */
function endUnlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") return;
  process.stderr.write(`error: Cannot write the output: ${reasonOf(error)}\n`);
  process.exit(EXIT_USAGE);
}

function terminal(): Terminal {
  const { env, stdin, stdout, stderr } = process;
  return {
    cwd: process.cwd(),
    hasColor: stderr.isTTY === true && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb",
    writeOut: (text) => stdout.write(text),
    writeBytes: (bytes) => stdout.write(bytes),
    async readInput() {
      const chunks: Uint8Array[] = [];
      for await (const chunk of stdin) chunks.push(chunk as Uint8Array);
      return Buffer.concat(chunks);
    },
    writeError: (text) => stderr.write(text),
    stopSignal() {
      const controller = new AbortController();
      for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => controller.abort());
      return controller.signal;
    },
  };
}
