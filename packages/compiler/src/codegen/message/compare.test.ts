// What is done with whole messages: equals, clone, merge, diff, field masks.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type AnyGeneratedType,
  applyFieldMask,
  clone,
  createFieldMask,
  diff,
  equals,
  type FieldMask,
  merge,
  mergeByFieldMask,
  trimToFieldMask,
  validateFieldMask,
} from "trunkline/protobuf";
import { defaultOptions, loadGenerated } from "../build.testing.js";
import { initsOf } from "../messages.testing.js";
import { readProto } from "../protos.testing.js";

fc.configureGlobal({ numRuns: Number(process.env.PROPERTY_RUNS ?? 50) });

type Module = Record<string, AnyGeneratedType>;

const sources = Object.fromEntries(
  ["everything.proto", "shared/common.proto"].map((path) => [path, readProto(path)]),
);
const { module: everything } = await loadGenerated<Module>(sources, "everything.proto");
const { module: two } = await loadGenerated<Module>(
  { "proto2.proto": readProto("proto2.proto") },
  "proto2.proto",
);
const { Choices, Lists, Maps, Node, Optionals, Scalars } = everything;
const types = [..."Scalars Optionals Lists Maps Choices Node Wide Imports".split(" ")]
  .map((name) => everything[name]!)
  .concat(two.Plain!, two.Groups!, two.Choice!);

for (const type of types) {
  const inits = initsOf(type);

  test(`${type.typeName}: equals() is true of what encode() makes the same bytes of`, () => {
    fc.assert(
      fc.property(inits, inits, (init, other) => {
        const [one, two] = [type.create(init), type.create(other)];
        assert.ok(equals(type, one, type.decode(type.encode(one))));
        const isSame = Buffer.compare(type.encode(one), type.encode(two)) === 0;
        if (isSame) assert.ok(equals(type, one, two));
        assert.equal(equals(type, one, two), diff(type, one, two).length === 0);
        assert.equal(equals(type, two, one), equals(type, one, two));
      }),
    );
  });

  test(`${type.typeName}: clone() shares nothing`, () => {
    fc.assert(
      fc.property(inits, (init) => {
        const message = type.create({ ...init, $unknown: Uint8Array.of(0xf8, 0x7f, 1) });
        const copy = clone(type, message);
        assert.deepEqual(copy, message);
        assertNothingShared(copy, message);
      }),
    );
  });

  test(`${type.typeName}: merge() is what reading both in one gives`, () => {
    fc.assert(
      fc.property(inits, inits, (init, other) => {
        const [one, two] = [type.create(init), type.create(other)];
        const bytes = Buffer.concat([type.encode(one), type.encode(two)]);
        const merged = merge(type, clone(type, one), two);
        assert.deepEqual(merged, type.decode(bytes));
        assertNothingShared(merged, two);
      }),
    );
  });
}

function assertNothingShared(one: unknown, other: unknown): void {
  const seen = new Set<unknown>();
  const walk = (value: unknown, visit: (object: object) => void): void => {
    if (typeof value !== "object" || value === null) return;
    visit(value);
    const inner = value instanceof Map ? value.values() : Object.values(value);
    if (!(value instanceof Uint8Array)) for (const each of inner) walk(each, visit);
  };
  walk(one, (object) => seen.add(object));
  walk(other, (object) => {
    const isEmptyBytes = object instanceof Uint8Array && object.length === 0;
    assert.ok(isEmptyBytes || !seen.has(object));
  });
}

test("equals() tells what is absent from what is at its default, where there is a difference", () => {
  const [none, zero] = [Optionals!.create(), Optionals!.create({ aInt32: 0 })];
  assert.equal(equals(Optionals!, none, zero), false);
  assert.equal(equals(Optionals!, none, none), true);
  assert.equal(equals(Scalars!, {}, Scalars!.create({ aInt32: 0 })), true);
  const numbers = (...aDouble: number[]): unknown => Lists!.create({ aDouble });
  assert.equal(equals(Lists!, numbers(Number.NaN, 0), numbers(Number.NaN, -0)), true);
  assert.equal(equals(Lists!, numbers(1), numbers(1, 2)), false);
  const maps = (...entries: [string, string][]): unknown =>
    Maps!.create({ byString: new Map(entries) });
  assert.equal(equals(Maps!, maps(["a", "1"], ["b", "2"]), maps(["b", "2"], ["a", "1"])), true);
  assert.equal(equals(Maps!, maps(["a", "1"]), maps(["b", "1"])), false);
  const unknown = { $unknown: Uint8Array.of(8, 1) };
  assert.equal(equals(Scalars!, Scalars!.create(), Scalars!.create(unknown)), false);
});

test("diff() says each place and both values", () => {
  const before = Node!.create({
    label: "a",
    children: [{ label: "x" }, {}],
    named: { k: { label: "1" }, gone: {} },
  });
  const after = Node!.create({
    label: "b",
    children: [{ label: "y" }],
    named: { k: { kind: 1 } },
    inner: {},
    $unknown: Uint8Array.of(8, 1),
  });
  assert.deepEqual(
    diff(Node!, before, after).map(({ path }) => path),
    [
      "label",
      "children[0].label",
      "children[1]",
      'named["k"].label',
      'named["k"].kind',
      'named["gone"]',
      "inner",
      "$unknown",
    ],
  );
  assert.deepEqual(diff(Node!, before, after)[0], { path: "label", before: "a", after: "b" });
  const email = Choices!.create({ contact: { case: "email", value: "e" } });
  const phone = Choices!.create({ contact: { case: "phone", value: 5n } });
  assert.deepEqual(diff(Choices!, email, phone), [
    { path: "email", before: "e", after: undefined },
    { path: "phone", before: undefined, after: 5n },
  ]);
  assert.deepEqual(diff(Choices!, email, Choices!.create()), [
    { path: "email", before: "e", after: undefined },
  ]);
});

test("maps that are records are compared, copied and merged as maps", () => {
  const field = Maps!.fields.find(({ map, type }) => map === "string" && type === "string")!;
  const given = { [field.key]: { a: "x" } };
  const made = Maps!.create(given);
  assert.ok(equals(Maps!, given as never, made));
  assert.deepEqual(clone(Maps!, given as never), made);
  assert.deepEqual(diff(Maps!, given as never, made), []);
  const target: Record<string, unknown> = { [field.key]: { b: "y" } };
  merge(Maps!, target as never, given as never);
  assert.deepEqual(
    target[field.key],
    new Map([
      ["b", "y"],
      ["a", "x"],
    ]),
  );
  assert.throws(() => clone(Maps!, { [field.key]: [] } as never), /expected a Map or a record/);
});

const mask = (...paths: string[]): FieldMask => ({ paths });

test("createFieldMask() takes keys and gives the names of the .proto file", () => {
  const create = createFieldMask as (type: AnyGeneratedType, ...paths: string[]) => FieldMask;
  assert.deepEqual(create(Choices!, "scalars.aInt32", "email", "between"), {
    paths: ["scalars.a_int32", "email", "between"],
  });
  assert.throws(() => create(Choices!, "scalars.aInt3"), {
    name: "TypeError",
    message:
      'Cannot make a mask of "scalars.aInt3": everything.v1.Scalars has no field "aInt3"; did you mean "aInt32"?',
  });
  const wrong: readonly (readonly [string, string])[] = [
    ["scalars.a_int32", 'everything.v1.Scalars has no field "a_int32"; did you mean "aInt32"?'],
    ["email.a.b", '"a" is below what is no single message'],
  ];
  for (const [path, problem] of wrong) {
    const message = `Cannot make a mask of "${path}": ${problem}`;
    assert.throws(() => create(Choices!, path), { name: "TypeError", message });
  }
});

test("validateFieldMask() says what is wrong with each path", () => {
  assert.deepEqual(validateFieldMask(Node!, mask("label", "next.next.label", "*", "children")), []);
  assert.deepEqual(validateFieldMask(Node!, mask("next.what", "children.label", "label.x", "")), [
    '"next.what": everything.v1.Node has no field "what"',
    '"children.label" goes on below "children", which is no single message',
    '"label.x" goes on below "label", which is no single message',
    '"": everything.v1.Node has no field ""',
  ]);
  assert.deepEqual(validateFieldMask(Choices!, mask("scalars.aInt32")), [
    '"scalars.aInt32": everything.v1.Scalars has no field "aInt32"; did you mean "a_int32"?',
  ]);
});

test("applyFieldMask() copies what the mask has, trimToFieldMask() takes out the rest", () => {
  const make = (): unknown =>
    Node!.create({
      label: "a",
      next: { label: "b", kind: 1, children: [{ label: "c" }] },
      children: [{}],
      $unknown: Uint8Array.of(0xf8, 0x7f, 1),
    });
  const cases: [FieldMask, object][] = [
    [mask("next.label"), { next: { label: "b" } }],
    [mask("next.label", "next"), { next: { label: "b", kind: 1, children: [{ label: "c" }] } }],
    [mask("next", "next.label"), { next: { label: "b", kind: 1, children: [{ label: "c" }] } }],
    [mask("label", "inner.outer"), { label: "a" }],
    [mask(), {}],
  ];
  for (const [paths, expected] of cases) {
    assert.deepEqual(applyFieldMask(Node!, make(), paths), Node!.create(expected));
    assert.deepEqual(trimToFieldMask(Node!, make(), paths), Node!.create(expected));
  }
  assert.deepEqual(applyFieldMask(Node!, make(), mask("*")), make());
  assert.deepEqual(trimToFieldMask(Node!, make(), mask("*")), make());
  for (const wrong of [mask("nothing"), mask("*", "nothing"), mask("nothing", "*")]) {
    assert.throws(() => applyFieldMask(Node!, make(), wrong), {
      name: "TypeError",
      message: 'Cannot use the mask: "nothing": everything.v1.Node has no field "nothing"',
    });
  }
  const choice = Choices!.create({ contact: { case: "email", value: "e" }, between: 1 });
  assert.deepEqual(
    applyFieldMask(Choices!, choice, mask("email")),
    Choices!.create({ contact: choice.contact }),
  );
  assert.deepEqual(applyFieldMask(Choices!, choice, mask("phone")), Choices!.create());
});

test("mergeByFieldMask() makes the fields of the mask what they are in the source", () => {
  const stored = (): unknown =>
    Node!.create({ label: "a", next: { label: "b", kind: 1 }, children: [{}] });
  const update = (source: object, paths: FieldMask, expected: object): void => {
    const merged = mergeByFieldMask(Node!, stored(), Node!.create(source), paths);
    assert.deepEqual(merged, Node!.create(expected));
  };
  update({ label: "z" }, mask("label"), {
    label: "z",
    next: { label: "b", kind: 1 },
    children: [{}],
  });
  update({}, mask("label", "children"), { next: { label: "b", kind: 1 } });
  update({}, mask("next"), { label: "a", children: [{}] });
  update({ next: { label: "y" } }, mask("next.label"), {
    label: "a",
    next: { label: "y", kind: 1 },
    children: [{}],
  });
  update({ inner: { innermost: { text: "t" } } }, mask("inner.innermost.text"), {
    label: "a",
    next: { label: "b", kind: 1 },
    children: [{}],
    inner: { innermost: { text: "t" } },
  });
  update({ children: [{}, {}] }, mask("*"), { children: [{}, {}] });
  const email = Choices!.create({ contact: { case: "email", value: "e" } });
  const none = mergeByFieldMask(Choices!, clone(Choices!, email), Choices!.create(), mask("phone"));
  assert.deepEqual(none, email);
  assert.deepEqual(
    mergeByFieldMask(Choices!, clone(Choices!, email), Choices!.create(), mask("email")),
    Choices!.create(),
  );
});

test("dates are copied and compared by their time", async () => {
  const source = `syntax = "proto3"; package held; import "google/protobuf/timestamp.proto";
    message Held { google.protobuf.Timestamp at = 1; repeated google.protobuf.Timestamp all = 2; }`;
  const options = { ...defaultOptions, policies: { timestamp: "date" } as const };
  const { module } = await loadGenerated<Module>({ "held.proto": source }, "held.proto", options);
  const Held = module.Held!;
  const held = Held.create({ at: new Date(5), all: [new Date(6)] });
  const copy = clone(Held, held);
  assert.ok(equals(Held, held, copy));
  copy.at.setTime(7);
  assert.equal(held.at.getTime(), 5);
  assert.deepEqual(
    diff(Held, held, copy).map(({ path }) => path),
    ["at"],
  );
});
