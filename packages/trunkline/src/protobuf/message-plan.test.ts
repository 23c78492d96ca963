import assert from "node:assert/strict";
import { test } from "node:test";
import { propertiesOf } from "./message-plan.js";

test("propertiesOf() looks at each field once, however many oneofs they are in", () => {
  const count = 2000;
  let looks = 0;
  const fields = Array.from({ length: 3 * count }, (_, index) => ({
    member: index % 3 === 0 ? "" : `m${index}`,
    get key() {
      looks++;
      return index % 3 === 0 ? `f${index}` : `o${index - (index % 3)}`;
    },
  }));
  const properties = propertiesOf(fields);
  assert.equal(looks, fields.length);
  assert.equal(properties.length, 2 * count);
  assert.deepEqual(properties[0], { key: "f0", field: fields[0], members: undefined });
  assert.equal(properties[1]!.field, fields[1]);
  assert.deepEqual(
    [...properties[1]!.members!],
    [
      ["m1", fields[1]],
      ["m2", fields[2]],
    ],
  );
});
