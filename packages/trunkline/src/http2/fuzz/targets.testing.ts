// Every fuzz target, for the command and for the gate.

import { bytesTarget } from "./bytes-target.testing.js";
import { modelTarget } from "./model-target.testing.js";
import { pairTarget } from "./pair-target.testing.js";
import type { AnyTarget } from "./target.testing.js";

export const targets: readonly AnyTarget[] = [bytesTarget, modelTarget, pairTarget];
