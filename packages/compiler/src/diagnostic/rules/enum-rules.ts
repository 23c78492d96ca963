// Enums: what each rule means.

/** Rules about: enums. */
export const ENUM_RULES = {
  "empty-enum": {
    meaning: "An enum has no values.",
    fix: "Give it a first one with the number 0, for what is not said.",
  },
  "enum-first-value-zero": {
    meaning:
      "The first value of an open enum is not 0, which is what a field holds that was never set.",
    fix: "Put a value with the number 0 first, mostly named with _UNSPECIFIED.",
  },
  "enum-number-out-of-range": {
    meaning: "The number of an enum value does not fit 32 bits.",
    fix: "Write a number from -2147483648 to 2147483647.",
  },
  "duplicate-enum-number": {
    meaning: "Two values of an enum have the same number.",
    fix: "Change one; if both are meant to be the same value, write option allow_alias = true.",
  },
  "useless-allow-alias": {
    meaning: "An enum sets allow_alias to no effect.",
    fix: "Remove the option.",
  },
  "enum-name-conflict": {
    meaning:
      "Two values of an enum are the same name once case and the enum's prefix are left out, as generated code does.",
    fix: "Rename one.",
  },
  "closed-enum": {
    meaning:
      "A field that takes any number has the type of an enum that knows only its own values.",
    fix: "Use an open enum: one of proto3, or of an edition without enum_type = CLOSED.",
  },
} as const;
