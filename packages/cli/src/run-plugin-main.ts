// The plugin as a program: a request on its standard input, the response on its standard output.

import { runAsPlugin } from "@trunkline/compiler";
import { versionOfPackage } from "./command/index.js";

const USAGE =
  "protoc-gen-trunkline is a plugin: protoc or buf runs it, as in protoc --trunkline_out=gen";

/** Answers what protoc or buf asks; the exit code of the process. */
export async function runPluginMain(): Promise<number> {
  const { argv, stdin, stdout, stderr } = process;
  if (argv[2] === "--version") {
    stdout.write(`protoc-gen-trunkline ${versionOfPackage()}\n`);
    return 0;
  }
  if (argv.length > 2 || stdin.isTTY) {
    stderr.write(`${USAGE}\n`);
    return 1;
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk as Uint8Array);
  try {
    stdout.write(runAsPlugin(Buffer.concat(chunks)));
    return 0;
  } catch (error) {
    // Only a request that is none gets here; what is wrong with files is in the response.
    const reason = error instanceof RangeError ? error.message : (error as Error).stack;
    stderr.write(`Cannot read the request: ${reason}; protoc or buf runs this program\n`);
    return 1;
  }
}
