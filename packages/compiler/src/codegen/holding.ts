// Timestamps and durations that a policy wants as something other than messages.

import type { ValueType } from "../descriptor/index.js";
import type { RuntimeFunction } from "./runtime-names.js";
import type { ValueForm } from "./value-form.js";

/** What a field holds instead of a message, and the functions of the runtime between the two. */
export interface Holding {
  readonly type: "Date" | "string" | "number";
  /** The entry of the field table. */
  readonly as: "date" | "string" | "milliseconds";
  /** From what was read. */
  readonly from: RuntimeFunction;
  /** To what is written. */
  readonly to: RuntimeFunction;
}

const timestamps: Readonly<Record<ValueForm["timestamp"], Holding | undefined>> = {
  message: undefined,
  date: { type: "Date", as: "date", from: "dateFromMoment", to: "momentFromDate" },
  string: { type: "string", as: "string", from: "timeFromMoment", to: "momentFromTime" },
};

const durations: Readonly<Record<ValueForm["duration"], Holding | undefined>> = {
  message: undefined,
  milliseconds: {
    type: "number",
    as: "milliseconds",
    from: "millisecondsFromMoment",
    to: "momentFromMilliseconds",
  },
  string: { type: "string", as: "string", from: "spanFromMoment", to: "momentFromSpan" },
};

/** Undefined where a value is what its type says. */
export function holdingOf(value: ValueType, form: ValueForm): Holding | undefined {
  if (value.kind !== "message") return undefined;
  switch (value.message.fullName) {
    case "google.protobuf.Timestamp":
      return timestamps[form.timestamp];
    case "google.protobuf.Duration":
      return durations[form.duration];
    default:
      return undefined;
  }
}
