// The examples' services on @grpc/grpc-js, from the same .proto files by its own loader.

import {
  type Client,
  credentials,
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { type Example, exampleProto } from "./example-programs.js";

export interface ServiceClient extends Client {
  // biome-ignore lint/suspicious/noExplicitAny: the loader knows the rpcs at run time only
  readonly [rpc: string]: any;
}

export interface ServiceClientConstructor {
  new (
    target: string,
    channelCredentials: ReturnType<typeof credentials.createInsecure>,
  ): ServiceClient;
  readonly service: ServiceDefinition;
}

/** The service, as the loader makes it of the .proto file. */
export function loadService(example: Example, name: string): ServiceClientConstructor {
  const definition = loadSync(exampleProto(example), {
    longs: Number,
    enums: Number,
    defaults: true,
  });
  let found: unknown = loadPackageDefinition(definition);
  for (const part of name.split(".")) found = (found as Record<string, unknown>)[part];
  return found as ServiceClientConstructor;
}

/** A grpc-js client of the service; close it in the end. */
export function grpcJsClient(example: Example, name: string, target: string): ServiceClient {
  return new (loadService(example, name))(target, credentials.createInsecure());
}

/** A grpc-js server and where it listens. */
export interface GrpcJsServer extends AsyncDisposable {
  readonly target: string;
}

/** Starts a grpc-js server with these handlers in this process. */
export async function startGrpcJsServer(
  example: Example,
  name: string,
  handlers: UntypedServiceImplementation,
): Promise<GrpcJsServer> {
  const server = new Server();
  server.addService(loadService(example, name).service, handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return {
    target: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.forceShutdown();
    },
  };
}

/** One unary call as a promise. */
export function callGrpcJs<T>(
  client: ServiceClient,
  rpc: string,
  request: object,
  timeoutMs = 5_000,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const options = { deadline: Date.now() + timeoutMs };
    client[rpc](request, options, (error: Error | null, reply: T) => {
      if (error === null) resolve(reply);
      else reject(error);
    });
  });
}
