// What is wrong with a set of .proto files, as data and as text for people.

export { closestName } from "./closest-name.js";
export {
  createDiagnostic,
  type Diagnostic,
  type DiagnosticInput,
  type Label,
  type Severity,
  type SuggestedEdit,
} from "./diagnostic.js";
export { DiagnosticCollector } from "./diagnostic-collector.js";
export { type JsonDiagnostic, toJsonDiagnostic } from "./json-diagnostic.js";
export { type RenderOptions, renderDiagnostic } from "./render-diagnostic.js";
