// The three functions of a message whose fields are data: create, write, read. What they do for each field is put
// together when the first message is created, written or read, since a set has many types that a program never uses.

import type { OutputBuffer } from "../../base/index.js";
import { checkMessage } from "../check-message.js";
import { keepUnknown, skipUnknown, type UnknownRanges } from "../read-unknown.js";
import { readTag } from "../read-varint.js";
import type { Reader } from "../reader.js";
import { writeUnknown } from "../write-length.js";
import {
  type Beginning,
  beginningOf,
  type CreateValue,
  creatorOf,
  propertiesOf,
} from "./create-fields.js";
import type { DynamicField } from "./dynamic-field.js";
import { addReaders, type ReadField, type Values } from "./read-fields.js";
import type { AnyValue } from "./value-codec.js";
import { type WriteField, writersOf } from "./write-fields.js";

/** A message as generated code has it, whatever its type. */
export interface DynamicMessage {
  [key: string]: unknown;
}

type Init = Readonly<Record<string, AnyValue>>;

/** What is known of the fields once it is asked for. */
interface CodecPlan {
  readonly keys: readonly string[];
  readonly creators: readonly (readonly [key: string, create: CreateValue])[];
  readonly writers: readonly WriteField[];
  readonly readers: ReadonlyMap<number, ReadField>;
  readonly beginning: Beginning;
}

export class MessageCodec {
  /** Filled in while descriptors are linked. */
  readonly fields: DynamicField[] = [];
  #plan: CodecPlan | undefined;

  get #planned(): CodecPlan {
    this.#plan ??= createPlan(this.fields);
    return this.#plan;
  }

  create(init: Init): DynamicMessage {
    const { keys, creators } = this.#planned;
    checkMessage(init, keys);
    const message: Values = {};
    for (const [key, create] of creators) message[key] = create(init[key]);
    const { $unknown } = init;
    if ($unknown !== undefined) message.$unknown = $unknown;
    return message;
  }

  write(out: OutputBuffer, message: Init): void {
    checkMessage(message, this.#planned.keys);
    this.writeUnchecked(out, message);
  }

  /** The same for the holder of an extension, which users do not write. */
  writeUnchecked(out: OutputBuffer, message: Init): void {
    for (const write of this.#planned.writers) write(out, message);
    const { $unknown } = message;
    if ($unknown !== undefined) writeUnknown(out, $unknown);
  }

  read(reader: Reader, into: Values | undefined): DynamicMessage {
    const { readers, beginning } = this.#planned;
    const message = into ?? begin(beginning);
    let unknown: UnknownRanges | undefined;
    while (reader.position < reader.end) {
      const start = reader.position;
      const tag = readTag(reader);
      const read = readers.get(tag);
      unknown =
        read === undefined
          ? skipUnknown(reader, tag, start, unknown)
          : read(reader, message, start, unknown);
    }
    if (unknown !== undefined) keepUnknown(reader, message, unknown);
    return message;
  }
}

function createPlan(fields: readonly DynamicField[]): CodecPlan {
  const properties = propertiesOf(fields);
  const readers = new Map<number, ReadField>();
  for (const field of fields) addReaders(field, readers);
  return {
    keys: [...properties.map(({ key }) => key), "$unknown"],
    creators: properties.map((property) => [property.key, creatorOf(property)]),
    writers: writersOf(fields),
    readers,
    beginning: beginningOf(properties),
  };
}

function begin({ template, lists, maps }: Beginning): Values {
  const message = { ...template };
  for (const key of lists) message[key] = [];
  for (const key of maps) message[key] = new Map();
  return message;
}
