import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { peer } from "@trunkline/scripts/peers";
import { testTlsMistakes } from "./tls-mistakes.testing.js";

/** Serves one rpc without messages; the key and the certificate are its arguments, or there are none. */
const SERVER = `
import sys, grpc
from concurrent import futures
class Probe(grpc.GenericRpcHandler):
    def service(self, details):
        if details.method == "/test.Probe/Probe":
            return grpc.unary_unary_rpc_method_handler(lambda request, context: b"")
server = grpc.server(futures.ThreadPoolExecutor(), handlers=[Probe()])
if len(sys.argv) > 1:
    pair = [(sys.argv[1].encode(), sys.argv[2].encode())]
    port = server.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials(pair))
else:
    port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(port, flush=True)
server.wait_for_termination()
`;

testTlsMistakes("grpcio", async (pair) => {
  const { python } = peer("python").paths;
  const given = pair === undefined ? [] : [pair.key, pair.cert];
  const child = spawn(python!, ["-c", SERVER, ...given], { stdio: ["ignore", "pipe", "ignore"] });
  const [port] = await once(createInterface(child.stdout), "line");
  return {
    target: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const exited = once(child, "exit");
      child.kill();
      await exited;
    },
  };
});
