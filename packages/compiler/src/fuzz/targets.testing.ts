// Every fuzz target of the compiler, for the command and for the gate.

import { checkCompile } from "./check-compile.testing.js";
import { checkAgainstProtoc } from "./check-protoc.testing.js";
import { checkSet } from "./check-set.testing.js";
import { damage, damagedFiles, damagedOctets } from "./corpora.testing.js";
import { randomSchema } from "./random-schema.testing.js";
import { createTarget, type RandomSource, type SchemaTarget } from "./target.testing.js";
import { validSchema } from "./valid-schema.testing.js";

function damagedSchema(random: RandomSource): readonly string[] {
  const tokens = [...randomSchema(random)];
  if (random.oneIn(2)) damage(random, tokens, random.between(1, 3));
  return tokens;
}

export const targets: readonly SchemaTarget[] = [
  createTarget("compiler-schemas", damagedSchema, checkCompile, 8),
  createTarget("compiler-tokens", damagedFiles, checkCompile, 4),
  createTarget("compiler-octets", damagedOctets, checkCompile, 2),
  createTarget("compiler-sets", validSchema, checkSet, 20),
  createTarget("compiler-protoc", randomSchema, checkAgainstProtoc, 40),
];
