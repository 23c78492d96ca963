import assert from "node:assert/strict";
import { test } from "node:test";
import { DoubleValue, encodeDeterministic, equals, Struct } from "../index.js";

const values = [NaN, -0, 0, Infinity, 1.5];

function numbers(order: readonly number[]): object {
  return {
    fields: new Map(
      order.map((at) => [`key ${at}`, { kind: { case: "numberValue", value: values[at] } }]),
    ),
  };
}

test("encodeDeterministic() has the same bytes for maps in another order, with NaN and -0 in them", () => {
  const bytes = encodeDeterministic(Struct, numbers([0, 1, 2, 3, 4]));
  for (const order of [
    [4, 3, 2, 1, 0],
    [2, 0, 4, 1, 3],
  ]) {
    assert.notDeepEqual(Struct.encode(numbers(order)), bytes);
    assert.deepEqual(encodeDeterministic(Struct, numbers(order)), bytes);
  }
  const { fields } = Struct.decode(bytes);
  const back = [...fields.values()].map(({ kind }) => kind?.value);
  assert.deepEqual(back, values);
});

test("encodeDeterministic() keeps 0 and -0 apart, which are equal to equals()", () => {
  const [zero, minusZero] = [{ value: 0 }, { value: -0 }];
  assert.ok(equals(DoubleValue, DoubleValue.create(zero), DoubleValue.create(minusZero)));
  assert.notDeepEqual(
    encodeDeterministic(DoubleValue, zero),
    encodeDeterministic(DoubleValue, minusZero),
  );
});

test("encodeDeterministic() says where what is no map is", () => {
  const wrong = { fields: { a: { kind: { case: "structValue", value: { fields: [] } } } } };
  assert.throws(() => encodeDeterministic(Struct, wrong as never), {
    name: "TypeError",
    message:
      /^google\.protobuf\.Struct\.fields\["a"\]\.struct_value\.fields: expected a Map or a record/,
  });
});
