// The services as @connectrpc/connect-node wants them described: what protoc makes of the schemas, so that
// no generated code is needed.

import { create, createFileRegistry, type Message } from "@bufbuild/protobuf";
import type { GenMessage, GenService } from "@bufbuild/protobuf/codegenv2";
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";

const { STRING, INT32 } = FieldDescriptorProto_Type;

type FieldDescription = readonly [name: string, type: FieldDescriptorProto_Type];

function message(name: string, ...fields: readonly FieldDescription[]) {
  return {
    name,
    field: fields.map(([field, type], index) => ({
      name: field,
      jsonName: field.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
      number: index + 1,
      type,
      label: FieldDescriptorProto_Label.OPTIONAL,
    })),
  };
}

const registry = createFileRegistry(
  create(FileDescriptorSetSchema, {
    file: [
      {
        name: "hello.proto",
        syntax: "proto3",
        messageType: [
          message("HelloRequest", ["name", STRING]),
          message("HelloReply", ["message", STRING]),
        ],
        service: [
          {
            name: "Greeter",
            method: [{ name: "SayHello", inputType: ".HelloRequest", outputType: ".HelloReply" }],
          },
        ],
      },
      {
        name: "log.proto",
        package: "logs",
        syntax: "proto3",
        messageType: [
          message("LogRequest", ["count", INT32], ["line_bytes", INT32]),
          message("LogResponse", ["line", STRING]),
        ],
        service: [
          {
            name: "LogService",
            method: [
              {
                name: "ListLogs",
                inputType: ".logs.LogRequest",
                outputType: ".logs.LogResponse",
                serverStreaming: true,
              },
            ],
          },
        ],
      },
    ],
  }),
);

type Shaped<Fields> = GenMessage<Message & Fields>;

/** Greeter of examples/greeter. */
export const greeter = registry.getService("Greeter") as GenService<{
  sayHello: {
    methodKind: "unary";
    input: Shaped<{ name: string }>;
    output: Shaped<{ message: string }>;
  };
}>;

/** LogService of examples/log-stream, without what is not measured. */
export const logService = registry.getService("logs.LogService") as GenService<{
  listLogs: {
    methodKind: "server_streaming";
    input: Shaped<{ count: number; lineBytes: number }>;
    output: Shaped<{ line: string }>;
  };
}>;
