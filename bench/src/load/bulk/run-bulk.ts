// Runs the bulk load against a server.

import { nodeCommand, repositoryPath, runProgram } from "@trunkline/interop";
import { LOAD_CORE, pinned } from "../../run/pinned.js";
import type { BulkRequest, BulkResult } from "./bulk-request.js";

/** @throws Error with what the load said, where a byte was not the one expected */
export async function runBulk(request: BulkRequest): Promise<BulkResult> {
  const script = repositoryPath("bench/dist/load/bulk/main.js");
  const command = pinned(nodeCommand(script, [JSON.stringify(request)]), LOAD_CORE);
  const { exitCode, stdout, stderr } = await runProgram(command);
  if (exitCode !== 0) throw new Error(stderr.trim() || `exit code ${exitCode}`);
  return JSON.parse(stdout) as BulkResult;
}
