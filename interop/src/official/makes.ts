// The interop programs of each make, as commands with the same flags, and what each of them knows.

import { join } from "node:path";
import { peer } from "@trunkline/scripts/peers";
import { type Command, nodeCommand } from "../command.js";
import { repositoryPath } from "../workspace.js";
import { cases } from "./cases.js";
import { compressedCases } from "./compressed-cases.js";

/** One language's interop programs. */
export interface Make {
  readonly name: string;
  /** Why its programs cannot be run here; undefined where they can. */
  missing(): string | undefined;
  server(flags: readonly string[]): Command;
  client(flags: readonly string[]): Command;
  /** Where a server's line says that it listens, the line; undefined for any other. */
  portIn(line: string): string | undefined;
  /** Whether its client or its server can take part in a case. */
  has(testCase: string): boolean;
}

const program = (name: string): string => repositoryPath(`interop/dist/official/${name}.js`);

export const ours: Make = {
  name: "trunkline",
  missing: () => undefined,
  server: (flags) => nodeCommand(program("server"), flags),
  client: (flags) => nodeCommand(program("client"), flags),
  portIn: (line) => /^0\.0\.0\.0:(\d+)$/.exec(line)?.[1],
  has: (testCase) => testCase in cases,
};

export const grpcGo: Make = {
  name: "grpc-go",
  missing: () => {
    const { ready, why } = peer("interop");
    return ready ? undefined : why;
  },
  // It logs where it listens, on standard error; programs are read by their standard output.
  server: (flags) => ({
    file: "sh",
    args: ["-c", 'exec "$0" "$@" 2>&1', goProgram("server"), ...flags],
    env: { GRPC_GO_LOG_SEVERITY_LEVEL: "info" },
  }),
  // Its client reads load reports in a balancer made for that.
  client: (flags) => ({
    file: goProgram("client"),
    args: [
      ...flags,
      '--service_config_json={"loadBalancingConfig":[{"test_backend_metrics_load_balancer":{}}]}',
    ],
  }),
  portIn: (line) => /interop server listening on .*:(\d+)$/.exec(line)?.[1],
  has: (testCase) => testCase in cases && !(testCase in compressedCases),
};

function goProgram(name: string): string {
  const { ready, why, paths } = peer("interop");
  if (!ready) throw new Error(`Cannot run the ${name} of grpc-go: ${why}`);
  return join(paths.bin, name);
}
