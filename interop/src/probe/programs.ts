// The Probe programs of each language, as commands. Servers take `host:port` and print the bound target first.

import { type Command, nodeCommand } from "../command.js";
import { goCommand, pythonCommand } from "../peer-programs.js";
import { repositoryPath } from "../workspace.js";

const proto = "interop/probe/proto/probe.proto";
const config = "interop/probe/trunkline.yaml";

/** Ours: `server` and `client`. */
export function typescriptProbe(name: string): Command {
  return nodeCommand(repositoryPath(`interop/dist/probe/${name}.js`));
}

/** That on grpc-go. @throws Error when Go is not set up */
export function goProbe(name: string): Command {
  return goCommand({ folder: "interop/probe/go", proto, config }, name);
}

/** That on grpcio, which has `fail` and `echo` alone. @throws Error when Python is not set up */
export function pythonProbe(name: string): Command {
  return pythonCommand({ folder: "interop/probe/python", proto, config }, `${name}.py`);
}
