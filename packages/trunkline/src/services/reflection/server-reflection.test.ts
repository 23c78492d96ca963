import assert from "node:assert/strict";
import { test } from "node:test";
import { createChannel, createClient } from "../../client/index.js";
import { outbox, Status } from "../../grpc/index.js";
import {
  ServerReflection,
  type ServerReflectionRequestInit,
  ServerReflectionV1Alpha,
} from "../../proto/index.js";
import {
  describeFile,
  type FileDescription,
  FileDescriptorProto,
  type FileDescriptorProtoInit,
  file_google_protobuf_timestamp,
  type ServiceType,
} from "../../protobuf/index.js";
import { createServer } from "../../server/index.js";
import { addReflection, type ReflectionOptions } from "./server-reflection.js";

function file(init: FileDescriptorProtoInit, imports: FileDescription[] = []): FileDescription {
  const bytes = FileDescriptorProto.encode({
    syntax: "proto2",
    dependency: imports.map(({ path }) => path),
    ...init,
  });
  return describeFile(init.name ?? "", imports, Buffer.from(bytes).toString("base64"));
}

// A diamond: the service's file imports two that import the same one.
const money = file({
  name: "shop/money.proto",
  package: "shop",
  messageType: [{ name: "Money", field: [{ name: "cents", number: 1 }] }],
});
const product = file({ name: "shop/product.proto", package: "shop" }, [
  money,
  file_google_protobuf_timestamp,
]);
const order = file(
  {
    name: "shop/order.proto",
    package: "shop",
    messageType: [
      {
        name: "Order",
        field: [{ name: "note", number: 1, oneofIndex: 0 }],
        oneofDecl: [{ name: "extra" }],
        extensionRange: [{ start: 100, end: 200 }],
        nestedType: [
          {
            name: "Line",
            field: [{ name: "count", number: 1 }],
            enumType: [{ name: "Unit", value: [{ name: "PIECE", number: 0 }] }],
            extension: [{ name: "inner", number: 150, extendee: ".shop.Order" }],
          },
        ],
      },
    ],
    enumType: [{ name: "Color", value: [{ name: "RED", number: 0 }] }],
  },
  [money],
);
const shop = file(
  {
    name: "shop/shop.proto",
    package: "shop",
    service: [{ name: "Orders", method: [{ name: "Get" }] }],
    extension: [{ name: "urgent", number: 100, extendee: ".shop.Order" }],
  },
  [product, order],
);
const extra = file(
  {
    name: "extra.proto",
    messageType: [{ name: "Top" }],
    extension: [{ name: "late", number: 120, extendee: ".shop.Order" }],
  },
  [order],
);

const Orders: ServiceType = { typeName: "shop.Orders", methods: {}, file: shop };
const Bare: ServiceType = { typeName: "shop.Bare", methods: {} };

type Question = NonNullable<ServerReflectionRequestInit["messageRequest"]>;

/** A stream to the reflection service of a server with both services. */
function reflecting(options?: ReflectionOptions, version = ServerReflection) {
  const server = createServer();
  addReflection(server, options);
  server.addService(Orders, {});
  server.addService(Bare, {});
  const channel = createChannel(server);
  const client = createClient(version, channel);
  const open = () => {
    const questions = outbox<ServerReflectionRequestInit>();
    const answers = client.serverReflectionInfo(questions)[Symbol.asyncIterator]();
    return {
      questions,
      async ask(messageRequest: Question | undefined) {
        await questions.write({ host: "here", messageRequest });
        const { value } = await answers.next();
        assert.equal(value?.validHost, "here");
        assert.deepEqual(value.originalRequest, { host: "here", messageRequest });
        return value.messageResponse!;
      },
      async end() {
        questions.end();
        assert.equal((await answers.next()).done, true);
      },
    };
  };
  return {
    open,
    ...open(),
    async close() {
      await Promise.all([channel.close({ graceMs: 0 }), server.close({ graceMs: 0 })]);
    },
  };
}

/** The paths of the files in an answer, each of them byte for byte what was given. */
function paths(answer: Awaited<ReturnType<ReturnType<typeof reflecting>["ask"]>>): string[] {
  assert.ok(answer.case === "fileDescriptorResponse", `${answer.case}`);
  const known = [money, product, order, shop, extra, file_google_protobuf_timestamp];
  return answer.value.fileDescriptorProto.map((bytes) => {
    const found = known.find((one) => Buffer.from(one.bytes).equals(bytes));
    assert.ok(found, "bytes of no file");
    return found.path;
  });
}

test("ServerReflection lists the services of the server, its own among them", async () => {
  const stream = reflecting();
  const answer = await stream.ask({ case: "listServices", value: "" });
  assert.deepEqual(answer, {
    case: "listServicesResponse",
    value: {
      service: [
        { name: "grpc.reflection.v1.ServerReflection" },
        { name: "grpc.reflection.v1alpha.ServerReflection" },
        { name: "shop.Bare" },
        { name: "shop.Orders" },
      ],
    },
  });
  await stream.end();
  await stream.close();
});

test("ServerReflection gives a file with all that it imports and the stream has not been given", async () => {
  const stream = reflecting();
  const ask = async (path: string) =>
    paths(await stream.ask({ case: "fileByFilename", value: path }));
  const timestamp = "google/protobuf/timestamp.proto";
  assert.deepEqual(await ask("shop/order.proto"), ["shop/order.proto", "shop/money.proto"]);
  assert.deepEqual(await ask("shop/shop.proto"), [
    "shop/shop.proto",
    "shop/product.proto",
    timestamp,
  ]);
  // What is asked for by its name is given again.
  assert.deepEqual(await ask("shop/shop.proto"), ["shop/shop.proto"]);
  const other = stream.open();
  const all = await other.ask({ case: "fileByFilename", value: "shop/shop.proto" });
  assert.deepEqual(paths(all), [
    "shop/shop.proto",
    "shop/product.proto",
    "shop/order.proto",
    "shop/money.proto",
    timestamp,
  ]);
  await stream.close();
});

test("ServerReflection finds the file of every kind of symbol", async () => {
  const stream = reflecting({ files: [extra] });
  const symbols: Record<string, string> = {
    "shop.Orders": "shop/shop.proto",
    "shop.Orders.Get": "shop/shop.proto",
    "shop.urgent": "shop/shop.proto",
    "shop.Order": "shop/order.proto",
    "shop.Order.note": "shop/order.proto",
    "shop.Order.extra": "shop/order.proto",
    "shop.Order.Line": "shop/order.proto",
    "shop.Order.Line.count": "shop/order.proto",
    "shop.Order.Line.inner": "shop/order.proto",
    "shop.Order.Line.Unit": "shop/order.proto",
    "shop.Order.Line.PIECE": "shop/order.proto",
    "shop.Color": "shop/order.proto",
    "shop.RED": "shop/order.proto",
    "google.protobuf.Timestamp.seconds": "google/protobuf/timestamp.proto",
    Top: "extra.proto",
    late: "extra.proto",
  };
  for (const [symbol, path] of Object.entries(symbols)) {
    const answer = await stream.ask({ case: "fileContainingSymbol", value: symbol });
    assert.equal(paths(answer)[0], path, symbol);
  }
  for (const symbol of ["shop", "shop.Bare", "shop.Order.RED", ".shop.Order", "", "toString"]) {
    const answer = await stream.ask({ case: "fileContainingSymbol", value: symbol });
    assert.deepEqual(answer, {
      case: "errorResponse",
      value: {
        errorCode: Status.NOT_FOUND,
        errorMessage: `The server knows no symbol ${JSON.stringify(symbol)}`,
      },
    });
  }
  await stream.close();
});

test("ServerReflection finds extensions by number, and lists the numbers", async () => {
  const stream = reflecting({ files: [extra] });
  const byNumber = (containingType: string, extensionNumber: number) =>
    stream.ask({ case: "fileContainingExtension", value: { containingType, extensionNumber } });
  assert.equal(paths(await byNumber("shop.Order", 100))[0], "shop/shop.proto");
  assert.equal(paths(await byNumber("shop.Order", 120))[0], "extra.proto");
  assert.equal(paths(await byNumber("shop.Order", 150))[0], "shop/order.proto");
  assert.deepEqual(await byNumber("shop.Order", 101), {
    case: "errorResponse",
    value: {
      errorCode: Status.NOT_FOUND,
      errorMessage: 'The server knows no extension 101 of "shop.Order"',
    },
  });
  const numbers = (value: string) => stream.ask({ case: "allExtensionNumbersOfType", value });
  assert.deepEqual(await numbers("shop.Order"), {
    case: "allExtensionNumbersResponse",
    value: { baseTypeName: "shop.Order", extensionNumber: [100, 120, 150] },
  });
  assert.deepEqual(await numbers("shop.Money"), {
    case: "allExtensionNumbersResponse",
    value: { baseTypeName: "shop.Money", extensionNumber: [] },
  });
  const unknown = await numbers("shop.Orders");
  assert.ok(unknown.case === "errorResponse" && unknown.value.errorCode === Status.NOT_FOUND);
  await stream.close();
});

test("ServerReflection answers what it does not understand, and goes on", async () => {
  const stream = reflecting();
  assert.deepEqual(await stream.ask(undefined), {
    case: "errorResponse",
    value: {
      errorCode: Status.INVALID_ARGUMENT,
      errorMessage: "The request asks for nothing that is known",
    },
  });
  const answer = await stream.ask({ case: "fileByFilename", value: "no/such.proto" });
  assert.ok(answer.case === "errorResponse" && answer.value.errorCode === Status.NOT_FOUND);
  assert.equal(
    paths(await stream.ask({ case: "fileByFilename", value: "shop/money.proto" })).length,
    1,
  );
  await stream.end();
  await stream.close();
});

test("ServerReflection of v1alpha answers the same", async () => {
  const stream = reflecting({}, ServerReflectionV1Alpha as unknown as typeof ServerReflection);
  const answer = await stream.ask({ case: "fileContainingSymbol", value: "shop.Orders" });
  assert.equal(paths(answer).length, 5);
  await stream.close();
});

test("ServerReflection decodes no descriptor before it is asked, and each once", async () => {
  let reads = 0;
  const counted: FileDescription = {
    path: "counted.proto",
    imports: [],
    get bytes() {
      reads++;
      return money.bytes;
    },
  };
  const stream = reflecting({ files: [counted] });
  await stream.ask({ case: "listServices", value: "" });
  assert.equal(reads, 0);
  for (let times = 0; times < 3; times++) {
    await stream.ask({ case: "fileContainingSymbol", value: "shop.Orders" });
  }
  assert.equal(reads, 1);
  await stream.close();
});

test("addReflection() refuses files that are none, and a server that has it", () => {
  const server = createServer();
  for (const wrong of [undefined, {}, "shop.proto", Orders]) {
    assert.throws(() => addReflection(server, { files: [wrong as never] }), {
      name: "TypeError",
      message: /^Cannot tell of a file that is none: expected the constants of generated code/,
    });
  }
  addReflection(server);
  assert.throws(() => addReflection(server), /it has been added already/);
});
