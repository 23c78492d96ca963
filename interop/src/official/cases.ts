// All cases, by the names that every language gives them.

import type { Case } from "./case.js";
import { compressedCases } from "./compressed-cases.js";
import { messageCases } from "./message-cases.js";
import { orcaCases } from "./orca-cases.js";
import { outcomeCases } from "./outcome-cases.js";
import { soakCases } from "./soak-cases.js";

export const cases: Readonly<Record<string, Case>> = {
  ...messageCases,
  ...outcomeCases,
  ...compressedCases,
  ...soakCases,
  ...orcaCases,
};
