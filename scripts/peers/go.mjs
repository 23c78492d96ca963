// Go: the code generators for the Go programs of the examples, and h2spec, a conformance suite of HTTP/2
// (newer commits of it than this cannot be had as a module).

import { join } from "node:path";
import { findCommand } from "./find-command.mjs";

const tools = {
  "google.golang.org/protobuf/cmd/protoc-gen-go": "v1.36.11",
  "google.golang.org/grpc/cmd/protoc-gen-go-grpc": "v1.6.1",
  "github.com/summerwind/h2spec/cmd/h2spec": "v2.2.1+incompatible",
};

export const go = {
  title: "Go programs with grpc-go, and h2spec",
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
