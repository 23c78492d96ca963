// Names and types: what each rule means.

/** Rules about: names and types. */
export const NAME_RULES = {
  "duplicate-name": {
    meaning: "Two declarations in one scope have the same name.",
    fix: "Rename one. Values of an enum stand beside the enum, so they need its name as a prefix.",
  },
  "name-too-long": {
    meaning: "A name is longer than the compiler allows.",
    fix: "Write a shorter name, or a shorter package.",
  },
  "undefined-type": {
    meaning: "No type of that name can be seen from there.",
    fix: 'Correct the name, import the file that declares the type, or begin the name with "." where an inner scope hides it.',
  },
  "not-a-type": {
    meaning: "A name that stands for something else is used as a type.",
    fix: "Name a message, an enum or a scalar type.",
  },
  "not-a-message": {
    meaning: "Something that must be a message is an enum or a scalar type.",
    fix: "Put it into a message of its own, which can grow more fields later.",
  },
  "type-is-local": {
    meaning: "A type that its file keeps to itself is used in another file.",
    fix: 'Declare it with "export", or use a type that is exported.',
  },
  "nested-export": {
    meaning: "A type within a message is exported where the file's visibility is STRICT.",
    fix: "Move it to the top of a file.",
  },
  "visibility-too-new": {
    meaning: '"export" or "local" stands in a file of an edition before 2024.',
    fix: "Leave it out: before edition 2024 everything can be used from other files.",
  },
  "naming-style": {
    meaning: "A name is not in the style that the file's edition asks for.",
    fix: "Rename it, or set features.enforce_naming_style = STYLE_LEGACY.",
  },
  "accessor-name": {
    meaning: "A name is what generated code of some language calls a part of something else.",
    fix: "Rename it.",
  },
  "too-many-parts": {
    meaning:
      "A message, oneof or enum has more parts than generated code of every language can have.",
    fix: "Split it, or set features.enforce_proto_limits = LEGACY_NO_EXPLICIT_LIMITS.",
  },
} as const;
