// Python: grpcio, whose C core is the strictest of the peers, in a virtual environment of its own.

import { join } from "node:path";
import { findCommand } from "./find-command.mjs";

const version = "1.85.1";
const packages = {
  grpcio: version,
  "grpcio-health-checking": version,
  "grpcio-reflection": version,
  "grpcio-status": version,
  "grpcio-tools": version,
};

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
    run(interpreter, ["-c", "import grpc, grpc_health, grpc_reflection, grpc_status, grpc_tools"]);
    return { python: interpreter };
  },
};
