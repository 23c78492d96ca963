import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type ServerHttp2Session } from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { createFileRegistry, type DescService, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import {
  connectNodeAdapter,
  createGrpcTransport,
  Http2SessionManager,
} from "@connectrpc/connect-node";
import {
  type ExampleClients,
  type ExampleHandlers,
  testExamples,
} from "./example-peers.testing.js";
import { type Example, exampleProto } from "./example-programs.js";
import { repositoryPath } from "./workspace.js";

/** The service as protobuf-es has it, from what protoc makes of the .proto file. */
function loadService(example: Example, name: string): DescService {
  const folder = mkdtempSync(join(tmpdir(), "trunkline-connect-"));
  const proto = exampleProto(example);
  const out = join(folder, "set.binpb");
  const protoc = repositoryPath("node_modules/protoc/protoc.cjs");
  const args = [protoc, `--descriptor_set_out=${out}`, "-I", dirname(proto), basename(proto)];
  execFileSync(process.execPath, args);
  const set = fromBinary(FileDescriptorSetSchema, readFileSync(out));
  rmSync(folder, { recursive: true });
  return createFileRegistry(set).getService(name)!;
}

const greeter = loadService("greeter", "Greeter");
const users = loadService("user-stats", "user.UserService");
const logs = loadService("log-stream", "logs.LogService");

testExamples({
  name: "connect-node",
  long: BigInt,
  codeOf: (error) => ConnectError.from(error).code,
  notFound: (message) => new ConnectError(message, Code.NotFound),

  connect(target): ExampleClients {
    const baseUrl = `http://${target}`;
    const sessionManager = new Http2SessionManager(baseUrl);
    const transport = createGrpcTransport({ baseUrl, sessionManager });
    const rpc = (service: DescService, name: string) =>
      (createClient(service, transport) as Record<string, unknown>)[name] as (
        request: unknown,
        options?: object,
      ) => never;
    return {
      sayHello: (request) => rpc(greeter, "sayHello")(request),
      getUserStats: (request, timeoutMs = 5_000) =>
        rpc(users, "getUserStats")(request, { timeoutMs }),
      listLogs: (request, signal) => rpc(logs, "listLogs")(request, { signal }),
      uploadLogs: (lines) => rpc(logs, "uploadLogs")(lines),
      tailLogs: (filters) => rpc(logs, "tailLogs")(filters),
      close: async () => sessionManager.abort(),
    };
  },

  async serve({ sayHello, getUserStats, listLogs, uploadLogs, tailLogs }: ExampleHandlers) {
    const adapter = connectNodeAdapter({
      routes: (router) =>
        router
          .service(greeter, { sayHello } as never)
          .service(users, { getUserStats } as never)
          .service(logs, { listLogs, uploadLogs, tailLogs } as never),
    });
    const server = createServer(adapter);
    const sessions = new Set<ServerHttp2Session>();
    server.on("session", (session) => sessions.add(session));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
      target: `127.0.0.1:${(server.address() as AddressInfo).port}`,
      async [Symbol.asyncDispose]() {
        for (const session of sessions) session.destroy();
        server.close();
      },
    };
  },
});
