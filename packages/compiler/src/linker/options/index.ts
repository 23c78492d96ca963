// Options: what descriptor.proto knows by name, checked; custom ones, kept.

export { checkOptions, type OptionOwner } from "./check-options.js";
export {
  convertOptions,
  hasCustomOption,
  isDeprecated,
  optionNamed,
  wordOf,
} from "./convert-options.js";
