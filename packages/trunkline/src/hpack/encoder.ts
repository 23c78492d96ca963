// Fields to header blocks (RFC 7541 §6), for one direction of one connection.
//
// Blocks must be encoded in the order in which they are sent, and every block encoded must be sent:
// each may insert into the table that the peer keeps in step. Templates are put into the table at
// once; once all that is worth an index has one, a template's bytes are the same until the table
// changes, and sending it again is a copy.

import type { OutputBuffer } from "../base/index.js";
import { FIELD_OVERHEAD_BYTES } from "./dynamic-table.js";
import { EncodedValues, MIN_KEPT_OCTETS } from "./encoded-values.js";
import { EncoderTable } from "./encoder-table.js";
import { type HeaderPart, HeaderTemplate } from "./header-template.js";
import { IndexPolicy, indexPolicy } from "./index-policy.js";
import { MAX_INTEGER_BYTES, writeInteger } from "./integer.js";
import { RepeatFilter } from "./repeat-filter.js";
import { staticByName } from "./static-table.js";
import { writeString } from "./string-literal.js";
import { TemplateCache } from "./template-cache.js";

/** How an encoder uses memory. */
export interface HpackEncoderOptions {
  /** The dynamic table's size at most, however much the peer offers. Default 4,096. */
  readonly maxTableBytes?: number;
}

/** The table's size until the peer's settings say otherwise (RFC 9113 §6.5.2). */
const INITIAL_TABLE_BYTES = 4096;
/** Insertions that drop entries change every index, so they are at least so many blocks apart. */
const BLOCKS_BETWEEN_EVICTIONS = 32;
/** A field that comes with another value each time has its name indexed if the entry is at most this. */
const MAX_NAME_ENTRY_BYTES = 128;

/** The kinds of literal: the bits before the name's index, and how many that has (RFC 7541 §6.2). */
const LITERAL_INSERTED = 0x40;
const LITERAL_NOT_INSERTED = 0x00;
const LITERAL_NEVER_INDEXED = 0x10;
const SIZE_UPDATE = 0x20;

/** Encodes the header blocks that this side sends on one connection. */
export class HpackEncoder {
  readonly #table: EncoderTable;
  readonly #maxTableBytes: number;
  readonly #templates = new TemplateCache();
  #repeats: RepeatFilter | null = null;
  #longValues: EncodedValues | null = null;
  /** The smallest size that the peer's settings made since the last block; -1 when they changed nothing. */
  #smallestTableBytes = -1;
  #blockCount = 0;
  /** The count of blocks from which on an insertion may drop entries. */
  #evictionFrom = 0;
  /** While a template is encoded: whether a field of it was left out of the table only for now. */
  #isPostponed = false;

  constructor(options: HpackEncoderOptions = {}) {
    this.#maxTableBytes = options.maxTableBytes ?? INITIAL_TABLE_BYTES;
    this.#table = new EncoderTable(INITIAL_TABLE_BYTES);
    // The peer counts on the initial size until told; a smaller one of our choice is announced as well.
    this.setPeerTableBytes(INITIAL_TABLE_BYTES);
  }

  /**
   * Takes the peer's SETTINGS_HEADER_TABLE_SIZE. The next block begins with the size update; when the
   * setting changed twice since the last block, with the smallest and the final size (RFC 7541 §4.2).
   */
  setPeerTableBytes(peerTableBytes: number): void {
    const bytes = Math.min(peerTableBytes, this.#maxTableBytes);
    if (bytes === this.#table.maxBytes) return;
    this.#smallestTableBytes =
      this.#smallestTableBytes < 0 ? bytes : Math.min(this.#smallestTableBytes, bytes);
    this.#table.resize(bytes);
  }

  /** Appends one header block made of `parts`, in order, to `out`. */
  encode(out: OutputBuffer, parts: readonly HeaderPart[]): void {
    this.#blockCount++;
    if (this.#smallestTableBytes >= 0) this.#writeSizeUpdates(out);
    for (let position = 0; position < parts.length; position++) {
      const part = parts[position]!;
      if (part instanceof HeaderTemplate) {
        if (!this.#templates.copy(part, out, this.#table.generation, this.#blockCount)) {
          this.#writeTemplate(out, part);
        }
      } else {
        for (let at = 0; at < part.length; at += 2) {
          this.#writeField(out, part[at]!, part[at + 1]!, false);
        }
      }
    }
  }

  #writeSizeUpdates(out: OutputBuffer): void {
    out.reserve(2 * MAX_INTEGER_BYTES);
    const final = this.#table.maxBytes;
    if (this.#smallestTableBytes < final) {
      out.length = writeInteger(out.bytes, out.length, SIZE_UPDATE, 5, this.#smallestTableBytes);
    }
    out.length = writeInteger(out.bytes, out.length, SIZE_UPDATE, 5, final);
    this.#smallestTableBytes = -1;
  }

  #writeTemplate(out: OutputBuffer, template: HeaderTemplate): void {
    const { fields } = template;
    const { generation } = this.#table;
    const start = out.length;
    this.#isPostponed = false;
    for (let at = 0; at < fields.length; at += 2) {
      this.#writeField(out, fields[at]!, fields[at + 1]!, true);
    }
    // Bytes that insert must not be sent twice, and those before an insertion have indexes that it moved.
    if (this.#table.generation !== generation) return;
    const validBefore = this.#isPostponed ? this.#evictionFrom : Infinity;
    this.#templates.keep(template, out, start, generation, validBefore);
  }

  #writeField(out: OutputBuffer, name: string, value: string, isConstant: boolean): void {
    out.reserve(3 * MAX_INTEGER_BYTES + name.length + value.length);
    const known = staticByName.get(name);
    const staticIndex = known?.indexByValue.get(value);
    const index = staticIndex ?? this.#table.indexOf(name, value);
    if (index !== 0) {
      out.length = writeInteger(out.bytes, out.length, 0x80, 7, index);
      return;
    }
    const policy = indexPolicy(name);
    const nameIndex = known?.nameIndex ?? this.#table.indexOfName(name);
    if (policy === IndexPolicy.SECRET) {
      this.#writeLiteral(out, LITERAL_NEVER_INDEXED, 4, nameIndex, name, value);
    } else if (this.#takesEntry(name, value, policy, isConstant, nameIndex !== 0)) {
      this.#writeLiteral(out, LITERAL_INSERTED, 6, nameIndex, name, value);
      this.#table.insert(name, value);
    } else {
      this.#writeLiteral(out, LITERAL_NOT_INSERTED, 4, nameIndex, name, value);
    }
  }

  /** Decides whether the field, which the table lacks, is worth an entry and may have one now. */
  #takesEntry(
    name: string,
    value: string,
    policy: IndexPolicy,
    isConstant: boolean,
    hasNameIndex: boolean,
  ): boolean {
    const entryBytes = name.length + value.length + FIELD_OVERHEAD_BYTES;
    if (entryBytes * 4 > this.#table.maxBytes) return false;
    const hasRoom = this.#table.hasRoomFor(entryBytes);
    if (!isConstant) {
      if (policy === IndexPolicy.VARIES) {
        return hasRoom && !hasNameIndex && entryBytes <= MAX_NAME_ENTRY_BYTES;
      }
      this.#repeats ??= new RepeatFilter();
      if (!this.#repeats.sawBefore(name, value)) return false;
    }
    if (hasRoom) return true;
    if (this.#blockCount < this.#evictionFrom) {
      this.#isPostponed = true;
      return false;
    }
    this.#evictionFrom = this.#blockCount + BLOCKS_BETWEEN_EVICTIONS;
    return true;
  }

  /** Writes a literal (RFC 7541 §6.2); the room for it has been reserved. */
  #writeLiteral(
    out: OutputBuffer,
    pattern: number,
    prefixBits: number,
    nameIndex: number,
    name: string,
    value: string,
  ): void {
    const { bytes } = out;
    let at = writeInteger(bytes, out.length, pattern, prefixBits, nameIndex);
    if (nameIndex === 0) at = writeString(bytes, at, name);
    if (value.length < MIN_KEPT_OCTETS) {
      out.length = writeString(bytes, at, value);
    } else {
      this.#longValues ??= new EncodedValues();
      out.length = this.#longValues.write(bytes, at, value);
    }
  }
}
