// `buf curl`: a client written in Go that comes from npm.

import { type Command, nodeCommand } from "./command.js";
import { type Example, exampleProto } from "./example-programs.js";
import { repositoryPath } from "./workspace.js";

/** The command that makes one call over gRPC with `request` as JSON and prints the reply as JSON. */
export function bufCurl(
  example: Example,
  target: string,
  rpc: string,
  request: object | readonly object[],
): Command {
  const requests = Array.isArray(request) ? request : [request];
  return nodeCommand(repositoryPath("node_modules/@bufbuild/buf/bin/buf"), [
    "curl",
    ...["--schema", exampleProto(example)],
    ...["--protocol", "grpc", "--http2-prior-knowledge"],
    ...["--data", requests.map((each) => JSON.stringify(each)).join("\n")],
    `http://${target}/${rpc}`,
  ]);
}
