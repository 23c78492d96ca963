// Go: the code generators for the Go programs of the examples, later the suites that are written in Go.

import { join } from "node:path";
import { findCommand } from "./find-command.mjs";

const tools = {
  "google.golang.org/protobuf/cmd/protoc-gen-go": "v1.36.11",
  "google.golang.org/grpc/cmd/protoc-gen-go-grpc": "v1.6.1",
};

export const go = {
  title: "Go programs with grpc-go",
  pins: tools,
  missing: () =>
    findCommand("go") === undefined ? 'there is no Go here ("go" is not on PATH)' : undefined,
  setUp(folder, run) {
    const command = findCommand("go");
    const bin = join(folder, "bin");
    for (const [module, version] of Object.entries(tools)) {
      run(command, ["install", `${module}@${version}`], { GOBIN: bin, GOTOOLCHAIN: "local" });
    }
    return { go: command, bin };
  },
};
