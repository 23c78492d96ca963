// Descriptors to .proto text that means the same: what was compiled by others is compiled again, by the
// front end that all else goes through.

export { printProto } from "./print-file.js";
export { SetSchema } from "./set-schema.js";
