import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldOf, messageOf } from "./dynamic/descriptors.testing.js";
import { createDynamicRegistry, DecodeError } from "./index.js";

const Node = createDynamicRegistry({
  file: [
    {
      name: "node.proto",
      syntax: "proto2",
      messageType: [
        messageOf("Node", [
          fieldOf("id", 1, "INT32"),
          fieldOf("inner", 2, "GROUP", { typeName: "Node" }),
          fieldOf("node", 3, "MESSAGE", { typeName: "Node" }),
          fieldOf("name", 4, "STRING"),
        ]),
      ],
    },
  ],
}).findMessage("Node")!;

function pathOf(bytes: readonly number[]): string {
  try {
    Node.decode(Uint8Array.from(bytes));
  } catch (error) {
    assert.ok(error instanceof DecodeError);
    return error.path;
  }
  return assert.fail("nothing is wrong with the bytes");
}

test("the path of a fault leads through groups and messages", () => {
  const [group, end, wrong] = [0x13, 0x14, [0x22, 9]];
  assert.equal(pathOf([group, ...wrong]), "Node.inner.name");
  assert.equal(pathOf([group, 8, 1, end, group, group, ...wrong]), "Node.inner.inner.name");
  assert.equal(pathOf([group, end, ...wrong]), "Node.name");
  assert.equal(pathOf([group, 0x1a, 2, ...wrong]), "Node.inner.node.name");
  assert.equal(pathOf([0x1a, 3, group, ...wrong]), "Node.node.inner.name");
  assert.equal(pathOf([group, group, end]), "Node.inner");
  assert.equal(pathOf([group, 0x1c]), "Node.inner.node");
  // An unknown field, and what is in it, have no names.
  assert.equal(pathOf([group, 0x33, ...wrong]), "Node.inner");
});

test("the path of a fault is found in one walk, however deep the groups are", () => {
  const count = 50;
  const bytes = new Uint8Array(20_000).fill(0x08);
  bytes.fill(0x13, 0, count);
  bytes.set([0x22, 0x7f], bytes.length - 2);
  // Reading a key at a position twice would be to walk a group twice.
  const seen = new Map<number, number>();
  const watched = new Proxy(bytes, {
    get(target, key) {
      const at = typeof key === "string" ? Number(key) : Number.NaN;
      if (!Number.isNaN(at)) seen.set(at, (seen.get(at) ?? 0) + 1);
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const { read } = Node as unknown as {
    read(this: unknown, bytes: Uint8Array, start: number, end: number): unknown;
  };
  assert.throws(() => read.call(Node, watched, 0, bytes.length), /inner\.name at offset/);
  const most = [...seen.values()].reduce((one, other) => Math.max(one, other));
  assert.ok(most <= 4, `${most} times`);
});
