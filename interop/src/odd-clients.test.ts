// What no gRPC client sends, over a real socket: the connection ends, and the server goes on serving.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { createChannel, createClient, createServer, type Server } from "trunkline";
import {
  type MessageType,
  type MethodType,
  StringValue,
  type StringValueInit,
} from "trunkline/protobuf";

const type: MessageType<StringValue, StringValueInit> = StringValue;
const say: MethodType<"unary", StringValue, StringValueInit, StringValue, StringValueInit> = {
  kind: "unary",
  name: "Say",
  localName: "say",
  path: "/test.Strings/Say",
  input: type,
  output: type,
};
const Strings = { typeName: "test.Strings", methods: { say } };

const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
const settings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);

let server: Server;
let target: string;

before(async () => {
  server = createServer();
  server.addService(Strings, { say: ({ value }) => ({ value }) });
  target = await server.listen("127.0.0.1:0");
});

after(() => server.close());

/** Sends bytes and resolves with all that comes until the server ends the connection. */
function converse(bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const [host, port] = target.split(":");
    const received: Buffer[] = [];
    const socket = connect(Number(port), host, () => socket.write(bytes));
    socket.on("data", (chunk) => received.push(chunk));
    socket.on("close", () => resolve(Buffer.concat(received)));
    socket.on("error", reject);
  });
}

const odd: [string, Uint8Array][] = [
  ["garbage", Buffer.from("\0\x01\x02garbage, and then more of it: xyzzy")],
  ["an HTTP/1.1 request", Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")],
  ["a wrong preface", Buffer.from("PRI * HTTP/3.0\r\n\r\nSM\r\n\r\n")],
  [
    "a preface without SETTINGS",
    Buffer.concat([preface, Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1])]),
  ],
  [
    "a frame past the size limit",
    Buffer.concat([preface, settings, Buffer.from([0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1])]),
  ],
  [
    "a header block that is no HPACK",
    Buffer.concat([preface, settings, Buffer.from([0, 0, 1, 1, 5, 0, 0, 0, 1, 0x80])]),
  ],
];

for (const [name, bytes] of odd) {
  test(`a client that sends ${name} loses its connection, and others are served`, async () => {
    await converse(bytes);
    const channel = createChannel(target);
    const reply = await createClient(Strings, channel).say({ value: "still there" });
    assert.equal(reply.value, "still there");
    await channel.close();
  });
}
