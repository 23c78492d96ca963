// Python: grpcio, whose C core is the strictest of the peers, in a virtual environment of its own.

import { join } from "node:path";
import { findCommand } from "./find-command.mjs";

const packages = { grpcio: "1.85.1", "grpcio-status": "1.85.1", "grpcio-tools": "1.85.1" };

export const python = {
  title: "Python programs with grpcio",
  pins: packages,
  missing: () =>
    findCommand("python3") === undefined
      ? 'there is no Python here ("python3" is not on PATH)'
      : undefined,
  setUp(folder, run) {
    const environment = join(folder, "venv");
    run(findCommand("python3"), ["-m", "venv", environment]);
    const interpreter = join(environment, "bin/python");
    const wanted = Object.entries(packages).map(([name, version]) => `${name}==${version}`);
    run(interpreter, ["-m", "pip", "install", "--quiet", "--only-binary=:all:", ...wanted]);
    run(interpreter, ["-c", "import grpc, grpc_status, grpc_tools"]);
    return { python: interpreter };
  },
};
