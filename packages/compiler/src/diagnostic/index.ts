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
export { toGithubAnnotation } from "./github-annotation.js";
export { type JsonDiagnostic, toJsonDiagnostic } from "./json-diagnostic.js";
export { type RenderOptions, renderDiagnostic } from "./render-diagnostic.js";
export { RULE_GROUPS, RULES, type Rule, type RuleId } from "./rules/index.js";
export { type SarifLog, type SarifOptions, toSarif } from "./sarif.js";
