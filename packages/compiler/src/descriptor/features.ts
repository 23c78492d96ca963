// Features: what editions decide per element and what proto2 and proto3 fix (Protobuf Editions "Feature
// Settings"). An element has those of what it stands in, but for those it sets itself.

/** The names descriptor.proto has for them, as the keys of FeatureSet; the values too. */
export interface Features {
  readonly field_presence: "EXPLICIT" | "IMPLICIT" | "LEGACY_REQUIRED";
  readonly enum_type: "OPEN" | "CLOSED";
  readonly repeated_field_encoding: "PACKED" | "EXPANDED";
  readonly utf8_validation: "VERIFY" | "NONE";
  readonly message_encoding: "LENGTH_PREFIXED" | "DELIMITED";
  readonly json_format: "ALLOW" | "LEGACY_BEST_EFFORT";
  readonly enforce_naming_style: "STYLE2024" | "STYLE_LEGACY" | "STYLE2026";
  readonly default_symbol_visibility: "EXPORT_ALL" | "EXPORT_TOP_LEVEL" | "LOCAL_ALL" | "STRICT";
  readonly enforce_proto_limits: "LEGACY_NO_EXPLICIT_LIMITS" | "PROTO_LIMITS2026";
}

const PROTO2: Features = {
  field_presence: "EXPLICIT",
  enum_type: "CLOSED",
  repeated_field_encoding: "EXPANDED",
  utf8_validation: "NONE",
  message_encoding: "LENGTH_PREFIXED",
  json_format: "LEGACY_BEST_EFFORT",
  enforce_naming_style: "STYLE_LEGACY",
  default_symbol_visibility: "EXPORT_ALL",
  enforce_proto_limits: "LEGACY_NO_EXPLICIT_LIMITS",
};

const PROTO3: Features = {
  ...PROTO2,
  field_presence: "IMPLICIT",
  enum_type: "OPEN",
  repeated_field_encoding: "PACKED",
  utf8_validation: "VERIFY",
  json_format: "ALLOW",
};

const EDITION_2023: Features = { ...PROTO3, field_presence: "EXPLICIT" };

const EDITION_2024: Features = {
  ...EDITION_2023,
  enforce_naming_style: "STYLE2024",
  default_symbol_visibility: "EXPORT_TOP_LEVEL",
};

const EDITION_2026: Features = {
  ...EDITION_2024,
  enforce_naming_style: "STYLE2026",
  default_symbol_visibility: "STRICT",
  enforce_proto_limits: "PROTO_LIMITS2026",
};

/** What holds in a file of each edition that sets no feature. */
export const EDITION_FEATURES: { readonly [edition: number]: Features } = {
  998: PROTO2,
  999: PROTO3,
  1000: EDITION_2023,
  1001: EDITION_2024,
  1002: EDITION_2026,
};
