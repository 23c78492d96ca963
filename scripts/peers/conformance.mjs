// connectconformance: the conformance suite of gRPC, with every case in its binary, and the peers that it is
// checked with. Its .proto files come with it, in its module.

import { cpSync } from "node:fs";
import { join } from "node:path";
import { findCommand } from "./find-command.mjs";

const module = "connectrpc.com/conformance";
const version = "v1.0.5";
const commands = ["connectconformance", "referenceclient", "referenceserver"];

export const conformance = {
  title: `connectconformance ${version}`,
  pins: { module, version, commands },
  missing: () =>
    findCommand("go") === undefined ? 'there is no Go here ("go" is not on PATH)' : undefined,
  setUp(folder, run) {
    const go = findCommand("go");
    const bin = join(folder, "bin");
    const packages = commands.map((name) => `${module}/cmd/${name}@${version}`);
    run(go, ["install", ...packages], { GOBIN: bin, GOTOOLCHAIN: "local" });
    const download = run(go, ["mod", "download", "-json", `${module}@${version}`], {
      GOTOOLCHAIN: "local",
    });
    const proto = join(folder, "proto");
    cpSync(join(JSON.parse(download).Dir, "proto/connectrpc"), join(proto, "connectrpc"), {
      recursive: true,
    });
    return { bin, proto };
  },
};
