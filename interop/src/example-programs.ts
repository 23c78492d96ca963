// The examples' programs, in every language they are written in. All servers take `host:port` and print
// the bound target first; all clients take the target first.

import { type Command, nodeCommand } from "./command.js";
import { type GoSource, goCommand, type PythonSource, pythonCommand } from "./peer-programs.js";
import { repositoryPath } from "./workspace.js";

export type Example =
  | "greeter"
  | "user-stats"
  | "log-stream"
  | "interceptors"
  | "errors"
  | "batch-gateway";

const protos: Readonly<Record<Example, string>> = {
  greeter: "examples/greeter/proto/hello.proto",
  "user-stats": "examples/user-stats/proto/user.proto",
  "log-stream": "examples/log-stream/proto/log.proto",
  interceptors: "examples/interceptors/proto/notes.proto",
  errors: "examples/errors/proto/orders.proto",
  "batch-gateway": "examples/batch-gateway/proto/batch.proto",
};

/** The path of the example's .proto file. */
export function exampleProto(example: Example): string {
  return repositoryPath(protos[example]);
}

/** A program of the example in TypeScript: `server`, `client`, … */
export function typescriptExample(
  example: Example,
  name: string,
  nodeArgs: readonly string[] = [],
): Command {
  return nodeCommand(repositoryPath(`examples/${example}/dist/${name}.js`), [], nodeArgs);
}

/** A program of the example in Python. @throws Error when Python is not set up */
export function pythonExample(example: Example, name: string): Command {
  const source: PythonSource = {
    folder: `examples/${example}/python`,
    proto: protos[example],
    config: `examples/${example}/trunkline.yaml`,
  };
  return pythonCommand(source, `${name}.py`);
}

/** A program of the example in Go. @throws Error when Go is not set up */
export function goExample(example: Example, name: string): Command {
  const source: GoSource = {
    folder: `examples/${example}/go`,
    proto: protos[example],
    config: `examples/${example}/trunkline.yaml`,
  };
  return goCommand(source, name);
}
