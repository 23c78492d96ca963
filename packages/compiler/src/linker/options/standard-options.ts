// The options descriptor.proto declares, by what they may be set on, with the type of their values.

/** What a value must be. A message-typed option is set by `{ … }` or part by part. */
export type OptionType = "bool" | "string" | "message" | { readonly oneOf: readonly string[] };

export type OptionOwnerKind =
  | "file"
  | "message"
  | "field"
  | "oneof"
  | "enum"
  | "enum value"
  | "service"
  | "rpc"
  | "extension range";

type OptionTable = { readonly [name: string]: OptionType };

/** `features` belongs to editions; its own diagnostic says so. */
const EVERYWHERE: OptionTable = { features: "message" };

export const STANDARD_OPTIONS: { readonly [K in OptionOwnerKind]: OptionTable } = {
  file: {
    ...EVERYWHERE,
    java_package: "string",
    java_outer_classname: "string",
    java_multiple_files: "bool",
    java_generate_equals_and_hash: "bool",
    java_string_check_utf8: "bool",
    optimize_for: { oneOf: ["SPEED", "CODE_SIZE", "LITE_RUNTIME"] },
    go_package: "string",
    cc_generic_services: "bool",
    java_generic_services: "bool",
    py_generic_services: "bool",
    deprecated: "bool",
    cc_enable_arenas: "bool",
    objc_class_prefix: "string",
    csharp_namespace: "string",
    swift_prefix: "string",
    php_class_prefix: "string",
    php_namespace: "string",
    php_metadata_namespace: "string",
    ruby_package: "string",
  },
  message: {
    ...EVERYWHERE,
    message_set_wire_format: "bool",
    no_standard_descriptor_accessor: "bool",
    deprecated: "bool",
    map_entry: "bool",
    deprecated_legacy_json_field_conflicts: "bool",
  },
  field: {
    ...EVERYWHERE,
    ctype: { oneOf: ["STRING", "CORD", "STRING_PIECE"] },
    packed: "bool",
    jstype: { oneOf: ["JS_NORMAL", "JS_STRING", "JS_NUMBER"] },
    lazy: "bool",
    unverified_lazy: "bool",
    deprecated: "bool",
    weak: "bool",
    debug_redact: "bool",
    retention: { oneOf: ["RETENTION_UNKNOWN", "RETENTION_RUNTIME", "RETENTION_SOURCE"] },
    targets: {
      oneOf: [
        "TARGET_TYPE_UNKNOWN",
        "TARGET_TYPE_FILE",
        "TARGET_TYPE_EXTENSION_RANGE",
        "TARGET_TYPE_MESSAGE",
        "TARGET_TYPE_FIELD",
        "TARGET_TYPE_ONEOF",
        "TARGET_TYPE_ENUM",
        "TARGET_TYPE_ENUM_ENTRY",
        "TARGET_TYPE_SERVICE",
        "TARGET_TYPE_METHOD",
      ],
    },
    edition_defaults: "message",
    feature_support: "message",
    // Written among the options, though FieldOptions does not have them.
    json_name: "string",
    default: "message",
  },
  oneof: EVERYWHERE,
  enum: {
    ...EVERYWHERE,
    allow_alias: "bool",
    deprecated: "bool",
    deprecated_legacy_json_field_conflicts: "bool",
  },
  "enum value": {
    ...EVERYWHERE,
    deprecated: "bool",
    debug_redact: "bool",
    feature_support: "message",
  },
  "extension range": {
    ...EVERYWHERE,
    declaration: "message",
    verification: { oneOf: ["DECLARATION", "UNVERIFIED"] },
  },
  service: { ...EVERYWHERE, deprecated: "bool" },
  rpc: {
    ...EVERYWHERE,
    deprecated: "bool",
    idempotency_level: { oneOf: ["IDEMPOTENCY_UNKNOWN", "NO_SIDE_EFFECTS", "IDEMPOTENT"] },
  },
};

/** Options that may be set more than once on one element. */
export const REPEATED_OPTIONS: ReadonlySet<string> = new Set([
  "targets",
  "edition_defaults",
  "declaration",
]);
