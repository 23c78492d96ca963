// protoc's plugin protocol, both ways: as one who asks plugins, and as a plugin that is asked.

export { type CreateRequestOptions, createPluginRequest } from "./create-request.js";
export { mergePluginFiles } from "./merge-files.js";
export {
  COMPILER_VERSION,
  decodePluginRequest,
  encodePluginRequest,
  type PluginRequest,
  type PluginVersion,
} from "./request.js";
export {
  decodePluginResponse,
  encodePluginResponse,
  PLUGIN_FEATURES,
  type PluginFile,
  type PluginResponse,
} from "./response.js";
export { runAsPlugin } from "./run-as-plugin.js";
