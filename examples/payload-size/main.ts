// Prints how large the same data is as JSON and as protobuf.

import { makeShapes } from "./shapes.js";
import { measure } from "./sizes.js";

const number = (value: number) => value.toLocaleString("en").padStart(9);

console.log("bytes                               JSON  protobuf     ratio");
for (const shape of makeShapes()) {
  for (const [compression, { json, protobuf, ratio }] of Object.entries(measure(shape))) {
    const name = compression === "raw" ? shape.name : `  ${compression}`;
    const verdict = ratio < 1.1 ? "   protobuf does not win" : "";
    const row = `${name.padEnd(30)} ${number(json)} ${number(protobuf)}`;
    console.log(`${row} ${ratio.toFixed(2).padStart(9)}${verdict}`);
  }
}
