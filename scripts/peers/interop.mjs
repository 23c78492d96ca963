// grpc-go's programs for the official interoperability cases. Both packages are called by what they are, so that
// the programs are `client` and `server`.

import { join } from "node:path";
import { findCommand } from "./find-command.mjs";

const version = "v1.85.0";
const packages = ["client", "server"].map((name) => `google.golang.org/grpc/interop/${name}`);

export const interop = {
  title: `grpc-go's interop client and server ${version}`,
  pins: { version, packages },
  missing: () =>
    findCommand("go") === undefined ? 'there is no Go here ("go" is not on PATH)' : undefined,
  setUp(folder, run) {
    const bin = join(folder, "bin");
    const wanted = packages.map((name) => `${name}@${version}`);
    run(findCommand("go"), ["install", ...wanted], { GOBIN: bin, GOTOOLCHAIN: "local" });
    return { bin };
  },
};
