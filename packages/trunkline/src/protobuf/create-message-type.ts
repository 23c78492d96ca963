// A message type around the functions that generated code has for a message: what users and calls see.

import type { OutputBuffer } from "../base/index.js";
import { checkLimits } from "./assert-limits.js";
import { DecodeError, DecodeFault } from "./decode-error.js";
import { beginEncoding, endEncoding, expectedAfter } from "./encoding-memory.js";
import { findPath } from "./explain-bytes.js";
import { explainValue } from "./explain-value.js";
import { type FieldLine, type FieldParts, readFieldLines } from "./field-line.js";
import type { AnyGeneratedType, FieldInfo, GeneratedType } from "./generated-type.js";
import type { ConvertFields } from "./json/output.js";
import type { DecodeLimits } from "./limits.js";
import { leave, Reader } from "./reader.js";
import { describeValue } from "./value-error.js";
import { isUint8Array } from "./write-length.js";

/** Reading runs no code of others, so that one reader serves all. */
const reader: Reader = /* @__PURE__ */ new Reader();

class GeneratedMessageType<T, Init> implements GeneratedType<T, Init> {
  // Declared, here and in the errors: a field that the constructor sets needs no line of its own in a bundle.
  declare readonly typeName: string;
  declare readonly lines: readonly FieldLine[];
  declare readonly parts: FieldParts | undefined;
  declare readonly createFields: (init: Init) => T;
  declare readonly writeFields: (out: OutputBuffer, message: Init) => void;
  declare readonly readFields: (reader: Reader, into: T | undefined) => T;
  declare readonly jsonFields: ConvertFields | undefined;
  declare readonly findMissing: FindMissing | undefined;
  declare readonly reservedNames: readonly string[];
  table: readonly FieldInfo[] | undefined;
  /** 0 where messages are small: see encoding-memory.ts. */
  expectedBytes = 0;

  constructor(
    typeName: string,
    lines: readonly FieldLine[],
    createFields: (init: Init) => T,
    writeFields: (out: OutputBuffer, message: Init) => void,
    readFields: (reader: Reader, into: T | undefined) => T,
    jsonFields?: ConvertFields,
    parts?: FieldParts,
    findMissing?: FindMissing,
    reservedNames: readonly string[] = [],
  ) {
    this.typeName = typeName;
    this.lines = lines;
    this.createFields = createFields;
    this.writeFields = writeFields;
    this.readFields = readFields;
    this.jsonFields = jsonFields;
    this.parts = parts;
    this.findMissing = findMissing;
    this.reservedNames = reservedNames;
  }

  get fields(): readonly FieldInfo[] {
    this.table ??= readFieldLines(this.lines, this.parts);
    return this.table;
  }

  create(init: Init = {} as Init): T {
    try {
      return this.createFields(init);
    } catch (error) {
      explainValue(this, init, error);
      throw error;
    }
  }

  write(out: OutputBuffer, message: Init): void {
    try {
      this.writeFields(out, message);
    } catch (error) {
      explainValue(this, message, error);
      throw error;
    }
  }

  encode(message: Init): Uint8Array {
    const out = beginEncoding(this.expectedBytes);
    const start = out.length;
    this.write(out, message);
    this.expectedBytes = expectedAfter(out.length - start, this.expectedBytes);
    return endEncoding(out, start);
  }

  read(bytes: Uint8Array, start: number, end: number, isKept = false, limits?: DecodeLimits): T {
    reader.reset(bytes, start, end);
    reader.isKept = isKept;
    try {
      limits?.apply(this, reader);
      const message = this.readFields(reader, undefined);
      leave(reader, end);
      const path = this.findMissing?.(this, message);
      if (path !== undefined) {
        const problem = "is missing: the field is required";
        throw new DecodeError(this.typeName, path, end - start, problem);
      }
      return message;
    } catch (error) {
      if (!(error instanceof DecodeFault)) throw error;
      const path = findPath(this, bytes, start, end, error.position);
      throw new DecodeError(this.typeName, path, error.position - start, error.message);
    } finally {
      reader.release();
    }
  }

  decode(bytes: Uint8Array, limits?: DecodeLimits): T {
    if (!isUint8Array(bytes)) {
      const given = describeValue(bytes);
      throw new TypeError(`Cannot decode ${this.typeName}: expected a Uint8Array, got ${given}`);
    }
    checkLimits?.(this, limits);
    return this.read(bytes, 0, bytes.length, true, limits);
  }
}

/** The path of a required field that a message lacks: see `findMissing` of required.ts. */
type FindMissing = (type: AnyGeneratedType, message: unknown) => string | undefined;

/**
 * Makes a message type; called by generated code.
 *
 * @param typeName full name without a leading dot
 * @param fields the field table, in the order of the .proto file: see `FieldLine`
 * @param createFields a full message from an init
 * @param writeFields appends a message
 * @param readFields reads a message up to the reader's end, into another where there is one
 * @param jsonFields the fields as JSON; not given where the field table alone says what becomes of them
 * @param parts given where lines of the field table refer to enums or messages
 * @param findMissing given where the message, or one it may hold, has required fields
 * @param reservedNames names that no field may have any more
 */
export function messageType<T, Init>(
  typeName: string,
  fields: readonly FieldLine[],
  createFields: (init: Init) => T,
  writeFields: (out: OutputBuffer, message: Init) => void,
  readFields: (reader: Reader, into: T | undefined) => T,
  jsonFields?: ConvertFields,
  parts?: FieldParts,
  findMissing?: FindMissing,
  reservedNames?: readonly string[],
): GeneratedType<T, Init>;
export function messageType<T, Init>(
  ...all: ConstructorParameters<typeof GeneratedMessageType<T, Init>>
): GeneratedType<T, Init> {
  return new GeneratedMessageType(...all);
}
