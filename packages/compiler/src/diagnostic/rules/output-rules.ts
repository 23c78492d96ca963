// Generated TypeScript: what each rule means.

/** Rules about: generated typescript. */
export const OUTPUT_RULES = {
  "typescript-name": {
    meaning:
      "Two names of a message or service are the same in TypeScript, or a client would look like a promise.",
    fix: "Rename one of them.",
  },
  "typescript-number": {
    meaning: "A number is to hold the 64-bit integers of a field, and cannot hold its default.",
    fix: "Hold it as a bigint or a string, by jstype or by a policy.",
  },
} as const;
