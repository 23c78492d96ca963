// Options: what each rule means.

/** Rules about: options. */
export const OPTION_RULES = {
  "unknown-option": {
    meaning: "No option of that name exists there.",
    fix: "Correct the name; an option of your own stands in parentheses, and the file that declares it is imported.",
  },
  "bad-option-value": {
    meaning: "An option is set to what it cannot be.",
    fix: "Write a value of the option's type.",
  },
  "option-set-twice": {
    meaning: "An option that holds one value is set twice.",
    fix: "Remove one of the two.",
  },
  "option-has-no-parts": {
    meaning: "An option that is a single value, or a list, is set by one of its parts.",
    fix: "Set the option itself.",
  },
  "option-value": {
    meaning: "The value of an option of your own does not fit the option's type.",
    fix: "Write a value of that type; a message is written as its fields in braces.",
  },
  "option-not-here": {
    meaning: "An option is set on something that it is not an option of.",
    fix: "Set it where it belongs: an extension of FieldOptions is for fields.",
  },
  "required-field-missing": {
    meaning: "The value of an option lacks a field that its message requires.",
    fix: "Set the field.",
  },
  "packed-on-unpackable": {
    meaning: "A field is packed that is not a list of numbers, bools or enums.",
    fix: "Leave out the option.",
  },
  "packed-in-edition": {
    meaning: "A file of an edition uses the option packed.",
    fix: "Use features.repeated_field_encoding, which is PACKED by default.",
  },
  "jstype-on-narrow": {
    meaning: "The option jstype is set on a field that is not a 64-bit integer.",
    fix: "Leave out the option: smaller numbers fit a JavaScript number.",
  },
  "lazy-on-non-message": {
    meaning: "A field that is not a message is to be parsed lazily.",
    fix: "Leave out the option.",
  },
  "map-entry-option": {
    meaning: "The option map_entry is set by hand.",
    fix: "Write a map field.",
  },
  "message-set-in-proto3": {
    meaning: "A proto3 message is a message set.",
    fix: "Leave out the option; a field of type google.protobuf.Any holds any message.",
  },
  "option-removed": {
    meaning: "An option is set that the file's edition no longer has.",
    fix: "Use what the finding names instead.",
  },
  "option-too-new": {
    meaning: "An option or value is used in a file whose edition does not have it yet.",
    fix: "Leave it out, or move the file to that edition.",
  },
  "option-deprecated": {
    meaning:
      "An option or value is used that its declaration calls deprecated from this edition on.",
    fix: "Do what the declaration's own words say.",
  },
  "bad-feature-support": {
    meaning:
      "feature_support of an option's declaration contradicts itself or what stands beside it.",
    fix: "Give a warning with each deprecation and an error with each removal, in the order of editions.",
  },
  "lite-runtime": {
    meaning:
      "A file without the lite runtime rests on one with it, or one with it has generic services.",
    fix: "Set optimize_for = LITE_RUNTIME in both files or in neither.",
  },
} as const;
