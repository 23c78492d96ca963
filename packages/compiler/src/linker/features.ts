// The features of an element: those of what it stands in, but for those it sets itself (Protobuf Editions
// "Feature Settings").
//
// Read from the syntax, since linking needs them before any option is interpreted. Most elements set none
// and share the object of what they stand in.

import type { AggregateFieldNode, Extent, OptionNode } from "../ast/index.js";
import { EDITIONS, type Features } from "../descriptor/index.js";
import { closestName } from "../diagnostic/index.js";
import { editionName } from "./edition-numbers.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";

/** What features are set on. */
export type FeatureTarget =
  | "file"
  | "message"
  | "field"
  | "oneof"
  | "enum"
  | "enum value"
  | "service"
  | "rpc"
  | "extension range";

interface FeatureRule {
  readonly values: readonly string[];
  readonly targets: readonly FeatureTarget[];
  /** The edition that has it first. */
  readonly since: number;
}

const ANYWHERE: readonly FeatureTarget[] = [
  "file",
  "message",
  "field",
  "oneof",
  "enum",
  "enum value",
  "service",
  "rpc",
  "extension range",
];

/** What descriptor.proto says of FeatureSet. */
const RULES: { readonly [F in keyof Features]: FeatureRule } = {
  field_presence: {
    values: ["EXPLICIT", "IMPLICIT", "LEGACY_REQUIRED"],
    targets: ["field", "file"],
    since: EDITIONS[2023],
  },
  enum_type: { values: ["OPEN", "CLOSED"], targets: ["enum", "file"], since: EDITIONS[2023] },
  repeated_field_encoding: {
    values: ["PACKED", "EXPANDED"],
    targets: ["field", "file"],
    since: EDITIONS[2023],
  },
  utf8_validation: {
    values: ["VERIFY", "NONE"],
    targets: ["field", "file"],
    since: EDITIONS[2023],
  },
  message_encoding: {
    values: ["LENGTH_PREFIXED", "DELIMITED"],
    targets: ["field", "file"],
    since: EDITIONS[2023],
  },
  json_format: {
    values: ["ALLOW", "LEGACY_BEST_EFFORT"],
    targets: ["message", "enum", "file"],
    since: EDITIONS[2023],
  },
  enforce_naming_style: {
    values: ["STYLE2024", "STYLE_LEGACY", "STYLE2026"],
    targets: ANYWHERE,
    since: EDITIONS[2024],
  },
  default_symbol_visibility: {
    values: ["EXPORT_ALL", "EXPORT_TOP_LEVEL", "LOCAL_ALL", "STRICT"],
    targets: ["file"],
    since: EDITIONS[2024],
  },
  enforce_proto_limits: {
    values: ["LEGACY_NO_EXPLICIT_LIMITS", "PROTO_LIMITS2026"],
    targets: ["enum", "message", "field", "oneof"],
    since: EDITIONS[2026],
  },
};

/** One feature that is set: `features.name = value`, or `name: value` in `features = { … }`. */
export interface FeatureSetting {
  readonly name: Extent & { readonly text: string };
  readonly value: Extent & { readonly kind: string; readonly value?: unknown };
}

/** What holds for an element with `options` that stands in one with `inherited`; reports what is wrong. */
export function resolveFeatures(
  link: FileLink,
  target: FeatureTarget,
  inherited: Features,
  options: readonly OptionNode[],
): Features {
  let resolved = inherited;
  for (const option of options) {
    if (!isFeatures(option)) continue;
    if (link.edition < EDITIONS[2023]) {
      link.diagnostics.add(errors.featuresNeedEditions(link.span(option.name)));
      continue;
    }
    for (const setting of settingsOf(option)) {
      if (!checkSetting(link, target, setting)) {
        link.refusedOptions.add(option);
        continue;
      }
      resolved = withFeature(resolved, setting.name.text as keyof Features, setting.value.value);
    }
  }
  return resolved;
}

/** Those of the language that `options` set; features of others are extensions, and checked as options are. */
export function featureSettings(options: readonly OptionNode[]): FeatureSetting[] {
  return options.flatMap((option) => (isFeatures(option) ? settingsOf(option) : []));
}

function isFeatures({ name }: OptionNode): boolean {
  const [first] = name.parts;
  return first?.text === "features" && !first.isExtension;
}

function settingsOf({ name, value }: OptionNode): FeatureSetting[] {
  const [, part] = name.parts;
  if (part !== undefined) {
    return part.isExtension || name.parts.length > 2 ? [] : [{ name: part, value }];
  }
  if (value.kind !== "aggregate") return [];
  return value.fields
    .filter(isPlainField)
    .map((field) => ({ name: field.name, value: field.value }));
}

function isPlainField(
  field: AggregateFieldNode,
): field is AggregateFieldNode & { readonly name: { readonly kind: "field" } } {
  return field.name.kind === "field";
}

function checkSetting(
  link: FileLink,
  target: FeatureTarget,
  { name, value }: FeatureSetting,
): boolean {
  const at = link.span(name);
  if (!Object.hasOwn(RULES, name.text)) {
    const suggestion = closestName(name.text, Object.keys(RULES));
    link.diagnostics.add(errors.unknownFeature(at, name.text, suggestion));
    return false;
  }
  const rule = RULES[name.text as keyof Features];
  if (link.edition < rule.since) {
    const edition = editionName(rule.since);
    link.diagnostics.add(errors.featureTooNew(at, name.text, edition, editionName(link.edition)));
    return false;
  }
  if (!rule.targets.includes(target)) {
    link.diagnostics.add(errors.featureNotHere(at, name.text, target, rule.targets));
    return false;
  }
  const word = value.kind === "identifier" ? String(value.value) : "";
  if (target === "file" && word === "LEGACY_REQUIRED") {
    link.diagnostics.add(errors.requiredByDefault(link.span(value)));
    return false;
  }
  if (rule.values.includes(word)) return true;
  const suggestion = closestName(word, rule.values);
  link.diagnostics.add(
    errors.badFeatureValue(link.span(value), name.text, rule.values, suggestion),
  );
  return false;
}

const variants = new WeakMap<Features, Map<string, Features>>();

/** `features` but for one; the same object for the same question. */
export function withFeature(features: Features, name: keyof Features, value: unknown): Features {
  if (features[name] === value) return features;
  let known = variants.get(features);
  if (known === undefined) {
    known = new Map();
    variants.set(features, known);
  }
  const key = `${name} ${value}`;
  let variant = known.get(key);
  if (variant === undefined) {
    variant = { ...features, [name]: value } as Features;
    known.set(key, variant);
  }
  return variant;
}
