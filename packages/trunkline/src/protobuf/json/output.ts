// What generated code calls for the fields of a message that becomes JSON: one walk over the message for both forms of
// it. Values come back, to be put under their names; text is appended, and undefined comes back.

import type { JsonValue } from "./json-value.js";

/** The properties of a message as they come together, by their JSON names. */
// `any` because generated code assigns to names of its own, under compiler options of its users.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type JsonFields = any;

/** What is known of one field: generated code hands it on as it is. */
export interface JsonField {
  readonly jsonName: string;
}

/** Of each field of a message, in the order of the .proto file. */
export type JsonTable = readonly JsonField[];

/**
 * Where the fields go. Undefined comes back for what is left out: what is absent, or has no presence and is at its
 * default.
 *
 * @throws TypeError for a value that the field does not have, without its path; `explainValue` finds it
 * @throws JsonFault for what JSON has no form for, without the whole of its path; the table finds it
 */
export interface JsonOutput {
  string(field: JsonField, value: string | undefined): JsonValue | undefined;
  bool(field: JsonField, value: boolean | undefined): JsonValue | undefined;
  int32(field: JsonField, value: number | undefined): JsonValue | undefined;
  double(field: JsonField, value: number | undefined): JsonValue | undefined;
  int64(field: JsonField, value: bigint | undefined): JsonValue | undefined;
  enum(field: JsonField, value: number | undefined): JsonValue | undefined;
  /** A message. */
  inner(field: JsonField, value: object | undefined): JsonValue | undefined;
  /** One value of any other kind. */
  value(field: JsonField, value: unknown): JsonValue | undefined;
  list(field: JsonField, values: object | undefined): JsonValue | undefined;
  map(field: JsonField, entries: object | undefined): JsonValue | undefined;
  /** The member that is set, into `json` or as text; `field` is the first of the oneof. */
  oneof(field: JsonField, value: object | undefined, json: JsonFields): void;
}

/** Converts the fields of one message: generated, one function a message type. `table` is that of its fields. */
export type ConvertFields = (
  out: JsonOutput,
  table: JsonTable,
  message: never,
  json: JsonFields,
) => void;
