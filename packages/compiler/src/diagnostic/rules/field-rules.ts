// Fields, oneofs and maps: what each rule means.

/** Rules about: fields, oneofs and maps. */
export const FIELD_RULES = {
  "duplicate-field-number": {
    meaning: "Two fields of a message have the same number.",
    fix: "Give one the next free number, which the finding names; never one that was used before.",
  },
  "field-number-out-of-range": {
    meaning: "A field's number is not from 1 to 536870911.",
    fix: "Give it a number from that range; 1 to 15 take the fewest bytes.",
  },
  "implementation-number": {
    meaning: "A field's number is from 19000 to 19999, which are kept for the language itself.",
    fix: "Give it another number.",
  },
  "reserved-number": {
    meaning:
      "A field or an enum value has a number that is reserved, mostly since a deleted one had it.",
    fix: "Give it another number.",
  },
  "reserved-name": {
    meaning: "A field or an enum value has a name that is reserved.",
    fix: "Give it another name.",
  },
  "reserved-twice": {
    meaning: "A number or a name is reserved twice.",
    fix: "Remove one of the two.",
  },
  "reserved-not-a-name": {
    meaning: "A reserved name has characters that no name has, so that it reserves nothing.",
    fix: "Correct it.",
  },
  "reserved-name-quotes": {
    meaning:
      "Reserved names are written with quotes in proto2 and proto3, and without in editions.",
    fix: "Add the quotes, or remove them.",
  },
  "ranges-overlap": {
    meaning: "Two ranges of numbers, reserved or for extensions, have numbers in common.",
    fix: "Make each number part of one range.",
  },
  "bad-range": {
    meaning: "A range of numbers runs backwards or out of what numbers can be.",
    fix: "Write the smaller number first, within 1 and 536870911.",
  },
  "json-name-conflict": {
    meaning: "Two fields have the same name in JSON, where names are in lowerCamelCase.",
    fix: "Rename one, or give one a json_name of its own.",
  },
  "bad-json-name": {
    meaning:
      "A json_name is not possible: on an extension, in brackets, or with a null character in it.",
    fix: "Write another one, or none.",
  },
  "label-missing": {
    meaning: "A proto2 field says neither optional, required nor repeated.",
    fix: 'Say which; or begin the file with syntax = "proto3", if that is what it is.',
  },
  "second-label": {
    meaning: "A field has two labels.",
    fix: "Remove one.",
  },
  "label-in-edition": {
    meaning: "A field of an edition is labelled optional or required, which are features there.",
    fix: "Leave out the label, and set features.field_presence where the default is not what is wanted.",
  },
  "label-in-oneof": {
    meaning: "A field of a oneof has a label.",
    fix: "Leave it out: at most one field of a oneof is set. For many values use a message with a repeated field.",
  },
  "label-on-map": {
    meaning: "A map field has a label.",
    fix: "Leave it out: a map already holds any number of entries.",
  },
  "required-in-proto3": {
    meaning: "A proto3 field is required.",
    fix: 'Leave out "required", and check the value where the message is received.',
  },
  "group-in-proto3": {
    meaning: "A proto3 file has a group.",
    fix: "Declare a message and a field of that type.",
  },
  "group-in-edition": {
    meaning: "A file of an edition has a group.",
    fix: "Declare a message and a field of that type with [features.message_encoding = DELIMITED].",
  },
  "group-name": {
    meaning: "The name of a group does not begin with a capital letter.",
    fix: "Capitalise it: the group's field has the name in lower case.",
  },
  "empty-oneof": {
    meaning: "A oneof has no fields.",
    fix: "Give it one, or remove it.",
  },
  "bad-map-key": {
    meaning: "The keys of a map are of a type that keys cannot have.",
    fix: "Use an integer type, bool or string.",
  },
  "map-of-maps": {
    meaning: "The values of a map are maps.",
    fix: "Put the inner map into a message of its own.",
  },
  "map-in-oneof": {
    meaning: "A oneof holds a map.",
    fix: "Put the map into a message of its own and that message into the oneof.",
  },
  "map-enum-without-zero": {
    meaning: "The values of a map are of an enum whose first value is not 0.",
    fix: "Put a value with the number 0 first.",
  },
  "default-in-proto3": {
    meaning: "A proto3 field has a default of its own.",
    fix: 'Leave it out; "optional" tells a field that is not set from one that is 0 or empty.',
  },
  "default-not-allowed": {
    meaning:
      "A field that cannot have a default has one: it is repeated, a message, or has implicit presence.",
    fix: "Leave out the default.",
  },
  "bad-default": {
    meaning: "A default is not a value of the field's type.",
    fix: "Write a value of that type; for an enum the name of one of its values.",
  },
} as const;
