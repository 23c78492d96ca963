import type { ServiceDefinition } from "@grpc/grpc-js";
import { createChannel, createClientFactory, createServer, ServerError } from "nice-grpc";
import { deadlineMiddleware } from "nice-grpc-client-middleware-deadline";
import { Status } from "trunkline";
import {
  type ExampleClients,
  type ExampleHandlers,
  testExamples,
} from "./example-peers.testing.js";
import type { Example } from "./example-programs.js";
import { loadService } from "./grpc-js.testing.js";

/** The service with its rpcs in lower camel case, as nice-grpc calls what the definition names. */
function load(example: Example, name: string): ServiceDefinition {
  const rpcs = Object.entries(loadService(example, name).service);
  return Object.fromEntries(
    rpcs.map(([rpc, each]) => [rpc[0]!.toLowerCase() + rpc.slice(1), each]),
  );
}

const greeter = load("greeter", "Greeter");
const users = load("user-stats", "user.UserService");
const logs = load("log-stream", "logs.LogService");

testExamples({
  name: "nice-grpc",
  long: (value) => value,
  codeOf: (error) => (error as { code?: number }).code,
  notFound: (message) => new ServerError(Status.NOT_FOUND, message),

  connect(target): ExampleClients {
    const channel = createChannel(target);
    const factory = createClientFactory().use(deadlineMiddleware);
    const greeterClient = factory.create(greeter, channel);
    const usersClient = factory.create(users, channel);
    const logsClient = factory.create(logs, channel);
    const rpc = (client: object, name: string) =>
      (client as Record<string, (request: unknown, options?: object) => never>)[name]!;
    return {
      sayHello: (request) => rpc(greeterClient, "sayHello")(request),
      getUserStats: (request, timeoutMs = 5_000) =>
        rpc(usersClient, "getUserStats")(request, { deadline: new Date(Date.now() + timeoutMs) }),
      listLogs: (request, signal) => rpc(logsClient, "listLogs")(request, { signal }),
      uploadLogs: (lines) => rpc(logsClient, "uploadLogs")(lines),
      tailLogs: (filters) => rpc(logsClient, "tailLogs")(filters),
      close: async () => channel.close(),
    };
  },

  async serve({ sayHello, getUserStats, listLogs, uploadLogs, tailLogs }: ExampleHandlers) {
    const server = createServer();
    server.add(greeter, { sayHello } as never);
    server.add(users, { getUserStats } as never);
    server.add(logs, { listLogs, uploadLogs, tailLogs } as never);
    const port = await server.listen("127.0.0.1:0");
    return {
      target: `127.0.0.1:${port}`,
      async [Symbol.asyncDispose]() {
        server.forceShutdown();
      },
    };
  },
});
