import assert from "node:assert/strict";
import { test } from "node:test";
import { zlibEncodings } from "../transport/index.js";
import { frame, post, rig, type ServerRig } from "./server-rig.testing.js";

function echo(): ServerRig {
  return rig({
    say: (request) => ({ value: `you said ${request.value}` }),
    *list() {},
    join: () => ({}),
  });
}

test("Server answers a unary call with headers, one message and trailers", async () => {
  const server = echo();
  const answer = await server.say("hi");
  assert.deepEqual(answer.headers?.fields, [":status", "200", "content-type", "application/grpc"]);
  assert.deepEqual(answer.messages, ["you said hi"]);
  assert.deepEqual(answer.trailers?.fields, ["grpc-status", "0"]);
  assert.equal(answer.reset, undefined);
  await server.finish();
});

test("Server echoes the subtype of the content-type", async () => {
  const server = echo();
  const fields = post("/test.Echo/Say").with(-1, "application/grpc+proto");
  const answer = server.open(fields).send(frame("hi"), true);
  await server.settle();
  assert.equal(answer.headers?.get("content-type"), "application/grpc+proto");
  assert.equal(answer.status, "0");
  await server.finish();
});

const say = "/test.Echo/Say";

/** Requests that are answered without a handler: fields, whether the stream ends with them, the answer. */
const accepted = ["identity", ...zlibEncodings.map(({ name }) => name)].join(",");
const rejected: [string, string[], string[]][] = [
  ["a method other than POST", post(say).with(1, "GET"), [":status", "405", "allow", "POST"]],
  ["another content-type", post(say).with(-1, "application/json"), [":status", "415"]],
  ["gRPC-Web", post(say).with(-1, "application/grpc-web+proto"), [":status", "415"]],
  ["no content-type", post(say).slice(0, -2), [":status", "415"]],
  ...(
    [
      [
        "a codec that it lacks",
        post(say).with(-1, "application/grpc+cbor"),
        "12 Cannot read messages of content-type application/grpc+cbor: expected application/grpc, application/grpc+proto or application/grpc+json",
      ],
      ["an unknown service", post("/test.Eco/Say"), '12 The server has no service "test.Eco"'],
      [
        "an unknown method",
        post("/test.Echo/Shout"),
        '12 The service "test.Echo" has no method "Shout"',
      ],
      [
        "a method in the wrong case",
        post("/test.Echo/say"),
        '12 The service "test.Echo" has no method "say"; is "Say" meant?',
      ],
      [
        "a path without a slash in front",
        post("test.Echo/Say"),
        '12 The path "test.Echo/Say" is not "/service/method"',
      ],
      [
        "a path with more slashes",
        post("/test.Echo/Say/"),
        '12 The path "/test.Echo/Say/" is not "/service/method"',
      ],
      [
        "a path with a query",
        post("/test.Echo/Say?a"),
        '12 The service "test.Echo" has no method "Say?a"',
      ],
      [
        "an rpc without a handler",
        post("/test.Echo/Chat"),
        '12 The server does not implement "/test.Echo/Chat"',
      ],
      [
        "a malformed timeout",
        post(say, "grpc-timeout", "123456789m"),
        '13 Cannot read grpc-timeout "123456789m": expected one to eight digits and one of H, M, S, m, u, n',
      ],
      [
        "two timeouts",
        post(say, "grpc-timeout", "1S", "grpc-timeout", "1S"),
        "13 Received grpc-timeout more than once: expected one",
      ],
      [
        "a timeout of 0",
        post(say, "grpc-timeout", "0n"),
        "4 The deadline had passed when the call arrived",
      ],
    ] as [string, string[], string][]
  ).map(([name, fields, status]): [string, string[], string[]] => {
    const [, code = "", message = ""] = /^(\d+) (.*)$/.exec(status) ?? [];
    return [
      name,
      fields,
      [
        ":status",
        "200",
        "content-type",
        "application/grpc",
        "grpc-status",
        code,
        "grpc-message",
        message,
      ],
    ];
  }),
  ...[
    ["a host other than its :authority", post(say, "host", "other")],
    ["two hosts", post(say, "host", "test", "host", "test")],
    ["two hosts and no :authority", [...post(say, "host", "a", "host", "b").toSpliced(6, 2)]],
  ].map(([name, fields]): [string, string[], string[]] => [
    name as string,
    fields as string[],
    [
      ...[":status", "400", "content-type", "application/grpc", "grpc-status", "13"],
      ...[
        "grpc-message",
        "Received more than one name for the server: expected :authority, host, or both alike",
      ],
    ],
  ]),
  [
    "an unknown encoding",
    post(say, "grpc-encoding", "br"),
    [
      ":status",
      "200",
      "content-type",
      "application/grpc",
      "grpc-accept-encoding",
      accepted,
      "grpc-status",
      "12",
      "grpc-message",
      `Cannot read messages with grpc-encoding br: expected one of ${accepted}`,
    ],
  ],
];

for (const [name, fields, expected] of rejected) {
  test(`Server answers ${name} in one block, without a handler`, async () => {
    const server = echo();
    const ended = server.open(fields, true);
    await server.settle();
    assert.deepEqual(ended.headers?.fields, expected);
    assert.equal(ended.trailers, undefined);

    const open = server.open(fields).send(frame("hi"));
    await server.settle();
    assert.deepEqual(open.headers?.fields, expected);
    assert.equal(open.stream.isReadClosed, true);
    assert.equal(server.session.connection.openStreamCount, 0);
    assert.deepEqual([server.server.stats.callsStarted, server.server.stats.callsFailed], [2, 2]);
    await server.finish();
  });
}

test("Server takes a host that says what :authority says, or stands in its place", async () => {
  const server = echo();
  assert.equal((await server.say("hi", "host", "TEST")).status, "0");
  const fields = post(say, "host", "test").toSpliced(6, 2);
  const answer = server.open(fields).send(frame("hi"), true);
  await server.settle();
  assert.equal(answer.status, "0");
  await server.finish();
});

test("Server takes grpc-encoding identity, and a timeout of eight digits", async () => {
  const server = echo();
  const answer = await server.say("hi", "grpc-encoding", "identity", "grpc-timeout", "99999999H");
  assert.equal(answer.status, "0");
  await server.finish();
});

/** Requests of a unary call by their bytes, each cut in every way, and the status they get. */
const bodies: [string, Uint8Array, string][] = [
  [
    "no message",
    new Uint8Array(0),
    '12 Received no message for "/test.Echo/Say": it takes exactly one',
  ],
  [
    "part of a prefix",
    frame("hi").subarray(0, 3),
    "13 Received only 3 bytes of the request: the stream ended inside it",
  ],
  [
    "part of a message",
    frame("hi").subarray(0, 7),
    "13 Received only 7 bytes of the request: the stream ended inside it",
  ],
  [
    "two messages",
    Buffer.concat([frame("a"), frame("b")]),
    '12 Received a second message for "/test.Echo/Say": it takes exactly one',
  ],
  [
    "a message and a byte",
    Buffer.concat([frame("a"), new Uint8Array(1)]),
    '12 Received a second message for "/test.Echo/Say": it takes exactly one',
  ],
  [
    "a compressed message",
    new Uint8Array([1, 0, 0, 0, 0]),
    "13 Received a compressed message: expected none without grpc-encoding",
  ],
  [
    "an unknown flag",
    new Uint8Array([3, 0, 0, 0, 0]),
    "13 Received a message with flag byte 3: expected 0 or 1",
  ],
  [
    "a message over the limit",
    new Uint8Array([0, 0, 0, 4, 1]),
    "8 Received a message of 1025 bytes: the limit is 1024 bytes",
  ],
];

for (const [name, bytes, status] of bodies) {
  test(`Server answers a unary request of ${name} with its status, however it is cut`, async () => {
    let runs = 0;
    const server = rig(
      {
        say: () => {
          runs++;
          return {};
        },
      },
      { maxReceiveMessageBytes: 1024 },
    );
    for (let cut = 0; cut <= bytes.length; cut++) {
      const answer = server.open(post(say));
      answer.send(bytes.subarray(0, cut));
      await server.settle();
      answer.send(bytes.subarray(cut), true);
      await server.settle();
      assert.equal(answer.status, status);
      assert.equal(answer.trailers, undefined);
    }
    assert.equal(runs, 0);
    assert.equal((await server.say("still there")).status, "0");
    await server.finish();
  });
}

test("Server refuses a whole message over the limit, and takes one of exactly the limit", async () => {
  const server = rig({ say: ({ value }) => ({ value }) }, { maxReceiveMessageBytes: 100 });
  assert.equal((await server.say("x".repeat(98))).status, "0");
  const answer = await server.say("x".repeat(99));
  assert.equal(answer.status, "8 Received a message of 101 bytes: the limit is 100 bytes");
  await server.finish();
});

test("Server answers a message that cannot be decoded with INTERNAL, and goes on", async () => {
  const server = echo();
  const answer = server.open(post(say)).send(new Uint8Array([0, 0, 0, 0, 2, 0x0a, 9]), true);
  await server.settle();
  assert.match(answer.status ?? "", /^13 Cannot decode a google.protobuf.StringValue of 2 bytes: /);
  assert.equal((await server.say("hi")).status, "0");
  await server.finish();
});

test("Server takes a request larger than the stream's window", async () => {
  const server = rig(
    { say: ({ value }) => ({ value: String(value.length) }) },
    { streamWindowBytes: 1000 },
  );
  await server.settle();
  const answer = await server.say("x".repeat(300_000));
  assert.deepEqual(answer.messages, ["300000"]);
  await server.finish();
});

test("Server takes trailers of a request as its end", async () => {
  const server = echo();
  const answer = server.open(post(say)).send(frame("hi"));
  answer.stream.sendTrailers([["x-trailer", "1"]]);
  await server.settle();
  assert.deepEqual(answer.messages, ["you said hi"]);
  await server.finish();
});
