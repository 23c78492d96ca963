// Random .proto files that are valid, of every edition, for tests: everything that changes how a message is
// written, in any mixture.

import fc from "fast-check";

const scalars =
  "double float int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64 bool string bytes".split(
    " ",
  );
const keys =
  "int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64 bool string".split(
    " ",
  );
const packable = new Set(scalars.slice(0, 13));

const MESSAGES = 4;
const messageNames = Array.from({ length: MESSAGES }, (_, index) => `Message${index}`);

export type Dialect = "proto2" | "proto3" | "2023" | "2024";

/** The file's first lines, and what its fields may say. */
interface Header {
  readonly dialect: Dialect;
  readonly text: string;
  /** Fields without a label are present or absent. */
  readonly isExplicit: boolean;
  readonly hasExtensions: boolean;
}

const editionHeaders = fc
  .record({
    dialect: fc.constantFrom("2023" as const, "2024" as const),
    isExplicit: fc.boolean(),
    isClosed: fc.boolean(),
    encoding: fc.constantFrom("PACKED", "EXPANDED"),
    isDelimited: fc.boolean(),
  })
  .map(({ dialect, isExplicit, isClosed, encoding, isDelimited }): Header => {
    const features = {
      // Without presence a closed enum has no value to begin with.
      field_presence: isExplicit || isClosed ? "EXPLICIT" : "IMPLICIT",
      enum_type: isClosed ? "CLOSED" : "OPEN",
      repeated_field_encoding: encoding,
      message_encoding: isDelimited ? "DELIMITED" : "LENGTH_PREFIXED",
    };
    const options = Object.entries(features).map(
      ([key, value]) => `option features.${key} = ${value};`,
    );
    return {
      dialect,
      text: [`edition = "${dialect}";`, "package random;", ...options].join("\n"),
      isExplicit: isExplicit || isClosed,
      hasExtensions: true,
    };
  });

const headers: fc.Arbitrary<Header> = fc.oneof(
  fc.constantFrom("proto2" as const, "proto3" as const).map((dialect) => ({
    dialect,
    text: `syntax = "${dialect}";\npackage random;`,
    isExplicit: dialect === "proto2",
    hasExtensions: dialect === "proto2",
  })),
  editionHeaders,
);

/** A field without its number: `optional int32 f7 = `, and what follows the number. */
type Field = (name: string, number: number) => string;

/** `[packed = true]`, or the feature of editions; nothing where the file decides. */
function encodingOption(dialect: Dialect, packed: boolean | undefined): string {
  if (packed === undefined) return "";
  if (dialect === "proto2" || dialect === "proto3") return ` [packed = ${packed}]`;
  return ` [features.repeated_field_encoding = ${packed ? "PACKED" : "EXPANDED"}]`;
}

function fieldsOf({ dialect }: Header): fc.Arbitrary<Field> {
  const isProto = dialect === "proto2" || dialect === "proto3";
  const scalar = fc.constantFrom(...scalars);
  const plain = fc.constantFrom(...scalars, "Color", ...messageNames);
  const label = dialect === "proto2" ? "optional " : "";
  const singular = plain.map(
    (type): Field =>
      (name, number) =>
        `${label}${type} ${name} = ${number};`,
  );
  const explicit = scalar.map((type): Field => {
    if (isProto) return (name, number) => `optional ${type} ${name} = ${number};`;
    return (name, number) => `${type} ${name} = ${number} [features.field_presence = EXPLICIT];`;
  });
  const repeated = fc
    .tuple(plain, fc.constantFrom(true, false, undefined))
    .map(([type, packed]): Field => {
      const option = packable.has(type) || type === "Color" ? encodingOption(dialect, packed) : "";
      return (name, number) => `repeated ${type} ${name} = ${number}${option};`;
    });
  const map = fc.tuple(fc.constantFrom(...keys), plain).map(
    ([key, type]): Field =>
      (name, number) =>
        `map<${key}, ${type}> ${name} = ${number};`,
  );
  const required = scalar.map((type): Field => {
    if (dialect === "proto2") return (name, number) => `required ${type} ${name} = ${number};`;
    if (isProto) return (name, number) => `${type} ${name} = ${number};`;
    const feature = "[features.field_presence = LEGACY_REQUIRED]";
    return (name, number) => `${type} ${name} = ${number} ${feature};`;
  });
  const group = scalar.map((type): Field => {
    if (dialect !== "proto2") return (name, number) => `${type} ${name} = ${number};`;
    return (name, number) =>
      `repeated group G${name} = ${number} { optional ${type} inner = 1; repeated Color more = 2; }`;
  });
  return fc.oneof(singular, singular, explicit, repeated, repeated, map, required, group);
}

/** Numbers of fields, near each other and far: keys of one to four bytes. */
const numbers = fc.uniqueArray(
  fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 41, max: 5000 })),
  {
    minLength: 12,
    maxLength: 12,
  },
);

function messageOf(header: Header, name: string): fc.Arbitrary<string> {
  const members = fc.array(fc.constantFrom(...scalars, "Color", ...messageNames), { maxLength: 4 });
  const fields = fc.array(fieldsOf(header), { maxLength: 8 });
  return fc.tuple(fields, members, numbers).map(([some, types, free]) => {
    const lines = some.map((field, index) => field(`f${index}`, free[index]!));
    const choice = types.map((type, index) => `${type} c${index} = ${free[8 + index]};`);
    if (choice.length > 0) lines.push(`oneof choice { ${choice.join(" ")} }`);
    if (header.hasExtensions) lines.push("extensions 10000 to 20000;");
    return `message ${name} {\n  ${lines.join("\n  ")}\n}`;
  });
}

function extensionsOf(header: Header): fc.Arbitrary<string> {
  if (!header.hasExtensions) return fc.constant("");
  const type = fc.constantFrom(...scalars, "Color", ...messageNames);
  const extension = fc.tuple(type, fc.boolean(), fc.constantFrom(...messageNames));
  return fc.array(extension, { maxLength: 5 }).map((some) =>
    some
      .map(([of, isRepeated, extendee], index) => {
        const label = isRepeated ? "repeated " : header.dialect === "proto2" ? "optional " : "";
        return `extend ${extendee} { ${label}${of} ext${index} = ${10000 + index * 100}; }`;
      })
      .join("\n"),
  );
}

/** The message that holds many of each: one run of protoc then looks at all of them. */
export const containerName = "All";

const container = `message ${containerName} {
  ${messageNames.map((name, index) => `repeated ${name} m${index} = ${index + 1};`).join("\n  ")}
}`;

/** Texts of files. */
export const randomSchemas: fc.Arbitrary<string> = headers.chain((header) =>
  fc
    .tuple(fc.tuple(...messageNames.map((name) => messageOf(header, name))), extensionsOf(header))
    .map(([messages, extensions]) =>
      [
        header.text,
        "enum Color { COLOR_NONE = 0; COLOR_RED = 5; COLOR_BLUE = -3; COLOR_FAR = 100000; }",
        ...messages,
        container,
        extensions,
      ].join("\n"),
    ),
);
