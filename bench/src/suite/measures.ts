// The measures that several suites have.

import type { Measure } from "./suite.js";

/** How many times better than each peer we are to be, by the peer's name. */
export type Targets = Readonly<Record<string, number>>;

/** Operations a second; `unit` names them in the plural: `calls`. */
export function rate(unit: string, targets: Targets = {}): Measure {
  return {
    suffix: "",
    unit: `${unit}/s`,
    isLessBetter: false,
    targets,
    pick: (sample) => sample.perSecond,
  };
}

/** CPU time of the subject for one operation; `unit` is the operation in the singular: `call`. */
export function cpu(unit: string, targets: Targets = {}): Measure {
  return {
    suffix: ", CPU",
    unit: `µs/${unit}`,
    isLessBetter: true,
    targets,
    pick: (sample) => sample.cpuMicros,
  };
}
