// Lists that are views of the bytes they were decoded from, against the same lists as arrays: wherever the bytes lie, and
// in calls.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createChannel, createClient, createServer, insecure } from "trunkline";
import {
  type AnyGeneratedType,
  clone,
  createDecodeLimits,
  DecodeError,
  diff,
  equals,
  fromJsonString,
  fromText,
  merge,
  toJsonString,
  toText,
} from "trunkline/protobuf";
import { defaultOptions, loadGenerated } from "../build.testing.js";
import type { CodegenPolicies } from "../options.js";

const runs = Number(process.env.PROPERTY_RUNS ?? 50);

type Values = Record<string, unknown>;

type Lists = Record<string, Float64Array>;

const types = ["double", "float", "fixed32", "sfixed32", "fixed64", "sfixed64", "int32", "sint64"];

const sources = {
  "lists.proto": [
    'syntax = "proto3";',
    "package views;",
    "message Lists {",
    "  string title = 1;",
    ...types.map((type, index) => `  repeated ${type} of_${type} = ${index + 2};`),
    "  Lists inner = 20;",
    "}",
    "service Store { rpc Put (Lists) returns (Lists) {} rpc Each (stream Lists) returns (stream Lists) {} }",
  ].join("\n"),
};

async function load(policies: CodegenPolicies): Promise<Record<string, AnyGeneratedType>> {
  const options = { ...defaultOptions, policies };
  const { module } = await loadGenerated<Record<string, AnyGeneratedType>>(
    sources,
    "lists.proto",
    options,
  );
  return module;
}

const plain = await load({});
const views = await load({ packed: "view" });
const Plain = plain.Lists!;
const Views = views.Lists!;

const small = { min: -100, max: 100 };
const elements: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  double: fc.double(),
  float: fc.float(),
  fixed32: fc.nat(),
  sfixed32: fc.integer(),
  fixed64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  sfixed64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  int32: fc.integer(small),
  sint64: fc.integer(small).map(BigInt),
};

const keyOf = (type: string): string => `of${type.charAt(0).toUpperCase()}${type.slice(1)}`;

const lists: fc.Arbitrary<Values> = fc.record(
  Object.fromEntries([
    ["title", fc.string({ maxLength: 9 })],
    ...types.map((type) => [keyOf(type), fc.array(elements[type]!, { maxLength: 40 })]),
  ]),
  { requiredKeys: [] },
);

const places = fc.nat({ max: 15 });

/** The bytes at some place of a memory that is as long as it has to be. */
function placed(bytes: Uint8Array, offset: number): Uint8Array {
  const memory = new Uint8Array(offset + bytes.length);
  memory.set(bytes, offset);
  return memory.subarray(offset);
}

function withArrays(message: unknown): unknown {
  return Object.fromEntries(
    Object.entries(message as Values).map(([key, value]) => {
      if (key === "$unknown") return [key, new Uint8Array(value as Uint8Array)];
      if (ArrayBuffer.isView(value)) return [key, Array.from(value as unknown as number[])];
      return [key, key === "inner" && value !== undefined ? withArrays(value) : value];
    }),
  );
}

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    assert.ok(error instanceof DecodeError, String(error));
    return `${error.name}: ${error.message}`;
  }
}

function sharesMemory(list: { readonly buffer: ArrayBufferLike }, bytes: Uint8Array): boolean {
  return list.buffer === bytes.buffer;
}

test("a list is a view exactly where its first byte is at a multiple of its values' width", () => {
  for (const [key, header] of [
    ["ofDouble", 2],
    ["ofFloat", 2],
    ["ofFixed32", 2],
    ["ofSfixed64", 2],
  ] as const) {
    const values = Array.from({ length: 6 }, (_, index) =>
      key.endsWith("64") ? BigInt(index) : index,
    );
    const bytes = Plain.encode({ [key]: values });
    for (let offset = 0; offset < 16; offset++) {
      const here = placed(bytes, offset);
      const list = (Views.decode(here) as Lists)[key]!;
      assert.deepEqual(Array.from(list as unknown as unknown[]), values);
      const width = list.BYTES_PER_ELEMENT;
      assert.equal(sharesMemory(list, here), (offset + header) % width === 0, `${key} ${offset}`);
    }
  }
});

test("writing to a view changes the bytes, and the other way round", () => {
  const bytes = placed(Plain.encode({ ofDouble: [1, 2, 3] }), 6);
  const { ofDouble } = Views.decode(bytes) as Lists;
  ofDouble![1] = 7;
  assert.deepEqual((Plain.decode(bytes) as Values).ofDouble, [1, 7, 3]);
  bytes.fill(0);
  assert.deepEqual(ofDouble, Float64Array.of(0, 0, 0));
});

test("values are the same wherever the bytes lie, in every format", () => {
  const property = fc.property(lists, lists, places, (init, inner, offset) => {
    const bytes = placed(Plain.encode({ ...init, inner }), offset);
    const message = Views.decode(bytes);
    const expected = Plain.decode(bytes);
    assert.deepEqual(withArrays(message), expected);
    assert.deepEqual(Views.encode(message), Plain.encode(expected));
    assert.equal(toJsonString(Views, message), toJsonString(Plain, expected));
    assert.equal(toText(Views, message), toText(Plain, expected));
    assert.deepEqual(fromJsonString(Views, toJsonString(Views, message)), Views.create(expected));
    assert.deepEqual(fromText(Views, toText(Views, message)), Views.create(expected));
    assert.ok(equals(Views, message, Views.create(expected)));
    assert.deepEqual(
      diff(Views, message, Views.create()).map(({ path }) => path),
      diff(Plain, expected, Plain.create()).map(({ path }) => path),
    );
  });
  fc.assert(property, { numRuns: runs });
});

test("pieces of a list are put together in memory of its own, and the bytes stay as they are", () => {
  const property = fc.property(fc.array(lists, { maxLength: 4 }), places, (inits, offset) => {
    const whole = inits.flatMap((init) => [Plain.encode(init), Plain.encode({ inner: init })]);
    const bytes = placed(Buffer.concat(whole), offset);
    const before = new Uint8Array(bytes);
    assert.deepEqual(withArrays(Views.decode(bytes)), Plain.decode(bytes));
    assert.deepEqual(new Uint8Array(bytes), before);
  });
  fc.assert(property, { numRuns: runs });
});

test("one value behind a view is in a copy of it, although the memory is longer", () => {
  const one = Buffer.from("11000000000000f03f", "hex");
  const bytes = placed(Buffer.concat([Plain.encode({ ofDouble: [4, 5] }), one, one, one]), 6);
  const before = new Uint8Array(bytes);
  const { ofDouble } = Views.decode(bytes) as Lists;
  assert.deepEqual(ofDouble, Float64Array.of(4, 5, 1, 1, 1));
  assert.deepEqual(new Uint8Array(bytes), before);
});

test("damaged bytes are accepted and refused as they are for arrays", () => {
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 }), fc.nat({ max: 2 })));
  const property = fc.property(lists, changes, places, (init, wrong, offset) => {
    const bytes = [...Plain.encode(init)];
    for (const [at, byte, count] of wrong) bytes.splice(at % (bytes.length + 1), count, byte);
    const input = placed(Uint8Array.from(bytes), offset);
    assert.deepEqual(
      attempt(() => withArrays(Views.decode(input))),
      attempt(() => Plain.decode(input)),
    );
  });
  fc.assert(property, { numRuns: runs * 4 });
});

test("clone(), merge() and create() have memory of their own", () => {
  const bytes = placed(Plain.encode({ ofDouble: [1, 2, 3] }), 6);
  const message = Views.decode(bytes) as Lists;
  assert.ok(sharesMemory(message.ofDouble!, bytes));
  const made = [
    clone(Views, message),
    Views.create(message),
    merge(Views, Views.create(), message),
    merge(Views, Views.decode(bytes), Views.create()),
  ] as Lists[];
  const merged = merge(Views, message, Views.create({ ofDouble: [9] })) as Lists;
  assert.deepEqual(merged.ofDouble, Float64Array.of(1, 2, 3, 9));
  bytes.fill(0);
  assert.deepEqual(made.map(({ ofDouble }) => ofDouble![2]).slice(0, 3), [3, 3, 3]);
  assert.equal(merged.ofDouble![2], 3);
});

test("limits count the values of views", () => {
  const bytes = placed(Plain.encode({ ofDouble: new Array(50).fill(0) }), 6);
  const limits = createDecodeLimits({ maxElements: 49 });
  assert.throws(() => Views.decode(bytes, limits), /element 50 of the message/);
});

test("read() gives views only where the bytes are kept", () => {
  const bytes = placed(Plain.encode({ ofDouble: [1, 2, 3] }), 6);
  for (const isKept of [false, true]) {
    const { ofDouble } = Views.read(bytes, 0, bytes.length, isKept) as Lists;
    assert.equal(sharesMemory(ofDouble!, bytes), isKept);
  }
});

interface Stored {
  readonly ofDouble: Float64Array;
}

interface StoreClient {
  put(request: object): Promise<Stored>;
  each(requests: Iterable<object>): AsyncIterable<Stored>;
}

/** Whether a list is part of a memory that has more than it. */
const isView = ({ ofDouble }: Stored): boolean => ofDouble.byteOffset > 0;

test("calls give large messages the memory they were put together in, and small ones none", async () => {
  const received: Stored[] = [];
  const server = createServer();
  server.addService(
    views.Store as never,
    {
      put(request: Stored) {
        received.push(request);
        return request;
      },
      async *each(requests: AsyncIterable<Stored>) {
        for await (const request of requests) {
          received.push(request);
          yield request;
        }
      },
    } as never,
  );
  const target = await server.listen("127.0.0.1:0", { credentials: insecure() });
  const channel = createChannel(target);
  const store = createClient(views.Store as never, channel) as unknown as StoreClient;
  const doubles = (count: number, from: number): Float64Array =>
    Float64Array.from({ length: count }, (_, index) => from + index / 3);
  // Of 3 MB, more than is ever read of a socket at once, behind names of every length; and a few of 800 bytes.
  const large = Array.from({ length: 9 }, (_, index) => ({
    title: "x".repeat(index),
    ofDouble: doubles(400_000, index),
  }));
  const small = Array.from({ length: 9 }, (_, index) => ({ ofDouble: doubles(100, index) }));
  const replies: Stored[] = [];
  for (const request of [...large, ...small]) replies.push(await store.put(request));
  for await (const reply of store.each([...large, ...small])) replies.push(reply);
  await channel.close();
  await server.close();
  const sent = [...large, ...small, ...large, ...small];
  for (const each of [received, replies]) {
    assert.deepEqual(
      each.map(({ ofDouble }) => ofDouble),
      sent.map(({ ofDouble }) => ofDouble),
    );
    assert.deepEqual(
      each.map(isView),
      sent.map(({ ofDouble }) => ofDouble.length > 100),
    );
  }
});
