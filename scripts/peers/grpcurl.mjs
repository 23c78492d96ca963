// grpcurl: the client on the command line that most people have, written in Go.

import { join } from "node:path";
import { findCommand } from "./find-command.mjs";

const version = "v1.9.3";

export const grpcurl = {
  title: `grpcurl ${version}`,
  pins: { version },
  missing: () =>
    findCommand("go") === undefined ? 'there is no Go here ("go" is not on PATH)' : undefined,
  setUp(folder, run) {
    const bin = join(folder, "bin");
    const module = `github.com/fullstorydev/grpcurl/cmd/grpcurl@${version}`;
    run(findCommand("go"), ["install", module], { GOBIN: bin, GOTOOLCHAIN: "local" });
    return { grpcurl: join(bin, "grpcurl") };
  },
};
