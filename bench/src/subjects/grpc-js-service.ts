// The Greeter as @grpc/grpc-js and nice-grpc want it described.

import type { MethodDefinition } from "@grpc/grpc-js";
import { GRPC_PATH } from "../load/workload.js";
import { helloReply, helloRequest } from "./hello-codec.js";

type SayHello = MethodDefinition<{ readonly name: string }, { readonly message: string }> & {
  readonly requestStream: false;
  readonly responseStream: false;
};

const sayHello: SayHello = {
  path: GRPC_PATH,
  requestStream: false,
  responseStream: false,
  requestSerialize: helloRequest.encode,
  requestDeserialize: helloRequest.decode,
  responseSerialize: helloReply.encode,
  responseDeserialize: helloReply.decode,
};

/** The service definition, for servers and for clients. */
export const greeter: { readonly sayHello: SayHello } = { sayHello };
