// The call on @connectrpc/connect-node, gRPC over cleartext HTTP/2, at its defaults.

import { createServer } from "node:http2";
import { create, createFileRegistry, type DescMethodUnary } from "@bufbuild/protobuf";
import { FieldDescriptorProto_Type, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { announce } from "./announce.js";

// What protoc makes of the schema, so that no generated code is needed.
const registry = createFileRegistry(
  create(FileDescriptorSetSchema, {
    file: [
      {
        name: "hello.proto",
        syntax: "proto3",
        messageType: [
          stringMessage("HelloRequest", "name"),
          stringMessage("HelloReply", "message"),
        ],
        service: [
          {
            name: "Greeter",
            method: [{ name: "SayHello", inputType: ".HelloRequest", outputType: ".HelloReply" }],
          },
        ],
      },
    ],
  }),
);

function stringMessage(name: string, field: string) {
  return {
    name,
    field: [{ name: field, jsonName: field, number: 1, type: FieldDescriptorProto_Type.STRING }],
  };
}

const sayHello = registry.getService("Greeter")!.method.sayHello as DescMethodUnary;
const server = createServer(
  connectNodeAdapter({
    routes(router) {
      router.rpc(sayHello, (request) => ({
        message: `Hello ${(request as unknown as { name: string }).name}, I am a gRPC server!`,
      }));
    },
  }),
);
server.listen(0, "127.0.0.1", () => announce(server.address()));
