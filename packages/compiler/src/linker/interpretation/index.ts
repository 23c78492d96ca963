// What options mean: names to fields and extensions, values to what these hold.

export { scopeNamed } from "./find-extension.js";
export { interpretFile, type OptionsTypes } from "./interpret-file.js";
export type { InterpretedOptions } from "./interpreted-options.js";
