// Generated TypeScript: what each rule means.

/** Rules about: generated typescript. */
export const OUTPUT_RULES = {
  "typescript-name": {
    meaning:
      "Two names of a message or service are the same in TypeScript, or a client would look like a promise.",
    fix: "Rename one of them.",
  },
  "not-generated-yet": {
    meaning: "The file is right, and code cannot be generated yet for something in it.",
    fix: "Leave it out of what is generated: trunkline build reads all of the language.",
  },
} as const;
