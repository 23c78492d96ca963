// A server with health and reflection, for the clients of others: the greeter, the log service, and a file that no
// service names, with extensions.

import { Greeter } from "@trunkline-examples/greeter/hello";
import { LogService } from "@trunkline-examples/log-stream/log";
import { createServer, type Server } from "trunkline";
import { addHealth, type ServerHealth } from "trunkline/health";
import {
  describeFile,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProto,
} from "trunkline/protobuf";
import { addReflection } from "trunkline/reflection";

const label = FieldDescriptorProto_Label.OPTIONAL;
const { STRING, INT32 } = FieldDescriptorProto_Type;

/** proto2, with an extension range and two extensions in it. */
const parcels = describeFile(
  "parcels.proto",
  [],
  Buffer.from(
    FileDescriptorProto.encode({
      name: "parcels.proto",
      package: "parcels",
      messageType: [
        {
          name: "Parcel",
          field: [{ name: "weight", number: 1, label, type: INT32 }],
          extensionRange: [{ start: 100, end: 200 }],
        },
      ],
      extension: [
        {
          name: "note",
          number: 120,
          label,
          type: STRING,
          extendee: ".parcels.Parcel",
        },
        {
          name: "rank",
          number: 101,
          label,
          type: INT32,
          extendee: ".parcels.Parcel",
        },
      ],
    }),
  ).toString("base64"),
);

export interface Serving extends AsyncDisposable {
  readonly server: Server;
  readonly health: ServerHealth;
  readonly target: string;
}

export async function startServing(): Promise<Serving> {
  const server = createServer();
  const health = addHealth(server);
  addReflection(server, { files: [parcels] });
  server.addService(Greeter, {
    sayHello: ({ name }) => ({ message: `Hello ${name}, I am a gRPC server!` }),
  });
  server.addService(LogService, {}, { partial: true });
  const target = await server.listen("127.0.0.1:0");
  return { server, health, target, [Symbol.asyncDispose]: () => server.close({ graceMs: 0 }) };
}
