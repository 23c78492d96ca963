// Why a value is no Timestamp or Duration where a policy holds one as something else. Only the conversions know,
// and only code that has such fields has the conversions: so their error itself tells `explainValue` which fields
// it may be about, and what goes without times goes without all that.

import type { FieldInfo } from "./generated-type.js";
import { describeValue, type Refusal } from "./value-error.js";

/**
 * Called by a conversion.
 *
 * @param as how the fields hold it that this conversion is for
 * @param name of the message that is on the wire
 * @throws TypeError always; what it knows of fields is hidden from whoever prints it
 */
export function refuseMoment(
  value: unknown,
  as: FieldInfo["as"],
  name: "Timestamp" | "Duration",
  wanted: string,
): never {
  const error = new TypeError(`expected ${wanted}, got ${describeValue(value)}`);
  const isAbout: Refusal["isAbout"] = (field, other) =>
    Object.is(other, value) && field.as === as && field.message!().typeName.endsWith(name);
  throw Object.defineProperty(error, "isAbout", { value: isAbout });
}
