// Extensions: what each rule means.

/** Rules about: extensions. */
export const EXTENSION_RULES = {
  "extensions-in-proto3": {
    meaning: "A proto3 message declares numbers for extensions.",
    fix: "Use a field of type google.protobuf.Any, or an edition.",
  },
  "extension-in-proto3": {
    meaning: "A proto3 file extends a message that is not the options of descriptor.proto.",
    fix: "Use a field of type google.protobuf.Any, or an edition.",
  },
  "extension-number": {
    meaning: "A field has a number that its message keeps for extensions.",
    fix: "Give it another number.",
  },
  "not-an-extension-number": {
    meaning: "An extension has a number that its message does not keep for extensions.",
    fix: "Take one that the message declares.",
  },
  "duplicate-extension-number": {
    meaning: "Two extensions of a message have the same number.",
    fix: "Give one another number.",
  },
  "empty-extend": {
    meaning: "An extend block has no fields.",
    fix: "Give it one, or remove it.",
  },
  "required-extension": {
    meaning: "An extension is required, though its message may be written by who does not know it.",
    fix: "Make it optional.",
  },
  "map-in-extend": {
    meaning: "An extension is a map.",
    fix: "Put the map into a message of its own and make that message the extension.",
  },
  "message-set-extension": {
    meaning: "An extension of a message set is not a message, or is repeated.",
    fix: "Make it a single message.",
  },
  "field-in-message-set": {
    meaning: "A message set has a field; it has extensions only.",
    fix: "Make the field an extension, or leave out message_set_wire_format.",
  },
  "extension-declaration": {
    meaning: "A declaration of a range of extensions contradicts itself or the range.",
    fix: "Declare each number of the range once, with full_name and type.",
  },
  "undeclared-extension": {
    meaning: "An extension is not what the message declares for that number.",
    fix: "Declare it in the message, or take the name, type and number that are declared.",
  },
} as const;
