// The interop server: node dist/official/server.js [--port N] [--use_tls --tls_cert_file F --tls_key_file F].
//
// The flags are those of other languages' servers; port 0 lets the system choose. Prints the bound target as its
// first line and serves until SIGTERM or SIGINT.

import { readFileSync } from "node:fs";
import { type Credentials, createServer, insecure, tls } from "trunkline";
import { TestService } from "../gen/grpc/testing/test_pb.js";
import { OpenRcaService } from "../gen/xds/service/orca/v3/orca_pb.js";
import { readFlags } from "./flags.js";
import { createOrcaService, LoadMetrics } from "./orca-service.js";
import { createTestService } from "./test-service.js";

const flags = readFlags(process.argv.slice(2), {
  port: 10_000,
  use_tls: false,
  tls_cert_file: "",
  tls_key_file: "",
});

function credentials(): Credentials {
  if (!flags.use_tls) return insecure();
  return tls({ cert: readFileSync(flags.tls_cert_file), key: readFileSync(flags.tls_key_file) });
}

const server = createServer();
const metrics = new LoadMetrics();
server.addService(TestService, createTestService(metrics), { partial: true });
server.addService(OpenRcaService, createOrcaService(metrics));
console.log(await server.listen(`0.0.0.0:${flags.port}`, { credentials: credentials() }));

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, () => server.close({ graceMs: 1_000 }));
}
