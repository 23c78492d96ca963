// Options that random schemas set, and the file whose custom options they use.

import type { RandomSource } from "./target.testing.js";

/** options.proto of every case: an option of each type on each kind of element. */
export const OPTIONS_PROTO = `syntax = "proto2";
package opt;
import "google/protobuf/descriptor.proto";
import "google/protobuf/any.proto";
message Base {
  optional int32 i = 1;
  repeated string texts = 2;
  optional Base base = 3;
  optional group Inner = 4 { optional bool flag = 1; }
  map<string, int32> counts = 5;
  optional google.protobuf.Any any = 6;
  optional Mood mood = 7 [default = SAD];
  oneof one { bytes raw = 8; double real = 9; }
  map<int32, Base> bases = 10;
  reserved 11, 12;
  reserved "gone";
  extensions 100 to 200;
}
message Strict { required int32 id = 1; optional uint64 wide = 2; }
enum Mood { SAD = 0; GLAD = 1; NEG = -1; }
extend Base { optional string extra = 150; repeated Strict stricts = 151; }
extend google.protobuf.FileOptions { optional Base file_base = 50000; optional float file_float = 50001; }
extend google.protobuf.MessageOptions { optional Base base = 50000; repeated uint64 wide = 50001; }
extend google.protobuf.FieldOptions {
  optional Base fbase = 50000; optional int32 num = 50001; repeated Mood moods = 50002;
  optional double real = 50003; optional bytes raw = 50004; optional bool flag = 50005;
  optional Strict strict = 50006; optional string src = 50007 [retention = RETENTION_SOURCE];
  optional string only_message = 50008 [targets = TARGET_TYPE_MESSAGE];
}
extend google.protobuf.OneofOptions { optional Base obase = 50000; }
extend google.protobuf.EnumOptions { optional Mood emood = 50000; }
extend google.protobuf.EnumValueOptions { optional sint64 vnum = 50000; }
extend google.protobuf.ServiceOptions { optional Base sbase = 50000; }
extend google.protobuf.MethodOptions { optional Base mbase = 50000; }
extend google.protobuf.ExtensionRangeOptions { optional string rtext = 50000; }
`;

const BASES: readonly string[] = [
  "{}",
  "{ i: 1 }",
  "{ i: -1, texts: 'a' texts: ['b', \"c\"] }",
  "{ base { base: < i: 2 > } }",
  "{ Inner { flag: true } }",
  "{ inner: { flag: t } }",
  "{ counts { key: 'a' value: 1 } counts: [{ key: 'b' }] }",
  "{ any { [type.googleapis.com/opt.Strict] { id: 1 } } }",
  "{ any { type_url: 'x' value: '\\x01' } }",
  "{ mood: GLAD raw: '\\000\\377' }",
  "{ real: inf } ",
  "{ real: -nan }",
  "{ raw: 'a' real: 1 }",
  "{ [opt.extra]: 'x' [opt.stricts] { id: 5, wide: 18446744073709551615 } }",
  "{ gone: 1 }",
  "{ bases { key: 1 value { i: 7 } } }",
  "{ i: 99999999999 }",
  "{ mood: 1 }",
  "{ unknown: 1 }",
  "{ i: 1 i: 2 }",
];

const SCALARS: readonly string[] = [
  ...["1", "-1", "0", "0x1F", "017", "4294967295", "2147483648", "18446744073709551615"],
  ...["18446744073709551616", "-9223372036854775809", "1.5", "-1e400", "1e-400", "inf", "-inf"],
  ...["nan", "true", "false", "GLAD", "NOPE", "'text' \"more\"", '"\\n\\x41\\101\\u00e9"', "''"],
];

/** Those of each element; others stand among them now and then. */
const FEATURES: { readonly [owner: string]: readonly string[] } = {
  field: [
    "field_presence = EXPLICIT",
    "field_presence = IMPLICIT",
    "field_presence = LEGACY_REQUIRED",
    "repeated_field_encoding = EXPANDED",
    "utf8_validation = NONE",
    "message_encoding = DELIMITED",
  ],
  file: [
    "field_presence = IMPLICIT",
    "enum_type = CLOSED",
    "repeated_field_encoding = EXPANDED",
    "utf8_validation = NONE",
    "message_encoding = DELIMITED",
    "json_format = LEGACY_BEST_EFFORT",
    "default_symbol_visibility = LOCAL_ALL",
    "default_symbol_visibility = STRICT",
    "nope = X",
  ],
  enum: [
    "enum_type = CLOSED",
    "json_format = LEGACY_BEST_EFFORT",
    "enforce_naming_style = STYLE_LEGACY",
  ],
  message: ["json_format = LEGACY_BEST_EFFORT", "enforce_naming_style = STYLE2024"],
  any: ["enforce_naming_style = STYLE_LEGACY", "enforce_proto_limits = PROTO_LIMITS2026"],
};

const STANDARD: { readonly [owner: string]: readonly string[] } = {
  file: [
    "java_package = 'a.b'",
    "java_multiple_files = true",
    "optimize_for = CODE_SIZE",
    "optimize_for = LITE_RUNTIME",
    "go_package = './x'",
    "cc_enable_arenas = true",
    "cc_generic_services = true",
    "deprecated = true",
    "java_string_check_utf8 = true",
    "php_generic_services = true",
    "(opt.file_float) = <1.5>",
    "(opt.file_base) = @",
    "(opt.file_base).i = <1>",
  ],
  message: [
    "deprecated = true",
    "map_entry = true",
    "message_set_wire_format = true",
    "no_standard_descriptor_accessor = true",
    "deprecated_legacy_json_field_conflicts = true",
    "(opt.base) = @",
    "(opt.base).base.i = <1>",
    "(opt.wide) = <7>",
    "(.opt.base).(opt.extra) = <'x'>",
  ],
  field: [
    "deprecated = true",
    "packed = true",
    "packed = false",
    "lazy = true",
    "unverified_lazy = true",
    "weak = true",
    "ctype = CORD",
    "jstype = JS_STRING",
    "json_name = 'x'",
    "json_name = 'fooBar'",
    "json_name = '[x]'",
    "default = <1>",
    "default = EA0_ZERO",
    "debug_redact = true",
    "retention = RETENTION_SOURCE",
    "targets = TARGET_TYPE_FILE",
    "edition_defaults = { edition: EDITION_2023 value: 'x' }",
    "feature_support = { edition_introduced: EDITION_2023 }",
    "feature_support.edition_removed = EDITION_2024",
    "(opt.fbase) = @",
    "(opt.fbase).texts = 'x'",
    "(opt.num) = <1>",
    "(opt.moods) = <GLAD>",
    "(opt.real) = <1>",
    "(opt.raw) = <'x'>",
    "(opt.flag) = <true>",
    "(opt.strict) = { id: <1> }",
    "(opt.strict).wide = <1>",
    "(opt.src) = 'kept'",
    "(opt.only_message) = 'x'",
    "(opt.nope) = 1",
  ],
  oneof: ["(opt.obase) = @", "deprecated = true"],
  enum: ["allow_alias = true", "allow_alias = false", "deprecated = true", "(opt.emood) = <SAD>"],
  value: ["deprecated = true", "(opt.vnum) = <1>", "debug_redact = true"],
  service: ["deprecated = true", "(opt.sbase) = @"],
  rpc: ["deprecated = true", "idempotency_level = IDEMPOTENT", "(opt.mbase) = @"],
  range: [
    "verification = UNVERIFIED",
    "verification = DECLARATION",
    "(opt.rtext) = 'x'",
    "declaration = { number: 100 full_name: '.main.note' type: 'int32' }",
    "declaration = { number: 101 reserved: true }",
  ],
};

/** `name = value` for an element of kind `owner`, mostly one that it may have. */
export function randomOption(random: RandomSource, owner: string, hasFeatures: boolean): string {
  const owners = Object.keys(STANDARD);
  const kind = random.oneIn(60) ? random.pick(owners) : owner;
  const isFeature = hasFeatures ? random.oneIn(4) : random.oneIn(100);
  if (isFeature) {
    const known = FEATURES[kind] ?? FEATURES.any!;
    const text = random.pick(random.oneIn(15) ? Object.values(FEATURES).flat() : known);
    return random.oneIn(6) ? `features = { ${text.replace(" =", ":")} }` : `features.${text}`;
  }
  return random
    .pick(STANDARD[kind]!)
    .replace(/<([^>]*)>/, (_, usual) => (random.oneIn(3) ? random.pick(SCALARS) : usual))
    .replace("@", () => random.pick(BASES));
}
