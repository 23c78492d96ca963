// What trunkline.yaml and the command line say.

export { CONFIG_NAME } from "./config-file.js";
export { filePatterns } from "./file-patterns.js";
export { readSettings, type SettingsOptions } from "./read-settings.js";
export type { PluginTarget, PythonTarget, Settings, Target, TypeScriptTarget } from "./settings.js";
