// The interop client: node dist/official/client.js --server_host=H --server_port=N --test_case=NAME.
//
// The flags are those of other languages' clients. Ends with exit code 0 where the case passed, and with 1 and a
// sentence where it did not.

import { readFileSync } from "node:fs";
import {
  type Channel,
  type ClientInterceptor,
  createChannel,
  createClient,
  insecure,
  tls,
} from "trunkline";
import { TestService } from "../gen/grpc/testing/test_pb.js";
import { cases } from "./cases.js";
import { readFlags } from "./flags.js";

const flags = readFlags(process.argv.slice(2), {
  server_host: "localhost",
  server_port: 10_000,
  server_host_override: "",
  test_case: "large_unary",
  use_tls: false,
  use_test_ca: false,
  ca_file: "",
  additional_metadata: "",
  soak_iterations: 10,
  soak_max_failures: 0,
  soak_per_iteration_max_acceptable_latency_ms: 1_000,
  soak_overall_timeout_seconds: 10,
  soak_min_time_ms_between_rpcs: 0,
  soak_request_size: 271_828,
  soak_response_size: 314_159,
  soak_num_threads: 1,
});

const credentials = flags.use_tls
  ? tls({
      ca: flags.use_test_ca ? readFileSync(flags.ca_file) : undefined,
      serverName: flags.server_host_override || undefined,
    })
  : insecure();

/** `key:value` pairs with semicolons between them, for every call. */
const addMetadata: ClientInterceptor = (call, next) => {
  for (const pair of flags.additional_metadata.split(";")) {
    const colon = pair.indexOf(":");
    call.metadata.append(pair.slice(0, colon), pair.slice(colon + 1));
  }
  return next();
};

const host = flags.server_host.includes(":") ? `[${flags.server_host}]` : flags.server_host;
const openChannel = (): Channel =>
  createChannel(`${host}:${flags.server_port}`, {
    credentials,
    interceptors: flags.additional_metadata === "" ? [] : [addMetadata],
  });

const name = flags.test_case;
const run = cases[name];
if (run === undefined) {
  console.error(`There is no case "${name}": there are ${Object.keys(cases).join(", ")}`);
  process.exit(2);
}
const channel = openChannel();
try {
  await run({
    channel,
    client: createClient(TestService, channel),
    openChannel,
    log: console.log,
    soak: {
      iterations: flags.soak_iterations,
      maxFailures: flags.soak_max_failures,
      maxLatencyMs: flags.soak_per_iteration_max_acceptable_latency_ms,
      timeoutMs: flags.soak_overall_timeout_seconds * 1_000,
      minTimeBetweenMs: flags.soak_min_time_ms_between_rpcs,
      requestBytes: flags.soak_request_size,
      responseBytes: flags.soak_response_size,
      threads: flags.soak_num_threads,
    },
  });
  console.log(`${name} passed`);
} catch (error) {
  console.error(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await channel.close({ graceMs: 0 });
}
