// Header blocks to fields (RFC 7541 §2.1, §2.2, §3.2), for one direction of one connection.
//
// Whatever the bytes, nothing is thrown, nothing is allocated because of a claimed length, and what is
// kept is bounded: by the table's size, by the limits on the list, and by the caches' fixed slots. A
// block over a limit is decoded to its end all the same, since later blocks refer to what it inserts,
// unless it is so far over that no list of fields that differ could be: then the connection is given up.

import { BlockCache, MAX_CACHED_BLOCK_BYTES } from "./block-cache.js";
import { DynamicTable, FIELD_OVERHEAD_BYTES } from "./dynamic-table.js";
import { broken, HeaderListTooLarge, type HpackError } from "./errors.js";
import { isLegalName, isLegalValue } from "./field-octets.js";
import { HeaderBlock } from "./header-block.js";
import { decodeHuffman, HOLDS_EOS, maxDecodedLength } from "./huffman-decode.js";
import { MAX_INTEGER } from "./integer.js";
import { LiteralCache, LiteralForm } from "./literal-cache.js";
import { octetsToString } from "./octets.js";
import { STATIC_COUNT, staticNames, staticValues } from "./static-table.js";

/** What a decoder accepts (RFC 7541 §7.3, §7.4). */
export interface HpackDecoderLimits {
  /** The dynamic table's size and its limit until `setMaxTableBytes`. Default 4,096, as the RFC has it. */
  readonly maxTableBytes?: number;
  /** Size of a header list: for each field, octets of name and value and 32. Default 16 KiB. */
  readonly maxListBytes?: number;
  /** Fields of a header list. Default 128. */
  readonly maxFields?: number;
}

/**
 * Multiples of the limits beyond which decoding is given up. A block of twice the limit, the longest that
 * is gathered, comes to five times the limit where each field is there once: coded by Huffman it grows by 8/5,
 * and the table adds 4 KiB once and 32 octets a field.
 */
const MOST_LIST_BYTES = 8;
const MOST_FIELDS = 4;
/**
 * What is never given up, however low the limits: one HEADERS frame of 16 KiB is read before anybody counts, and
 * an ordinary list in it costs its own stream alone.
 */
const LEAST_LIST_BYTES = 65_536;
const LEAST_FIELDS = 512;

/** Why no string or no integer was read: the decoder's failure says it. */
const FAILED = -1;

const noBytes = new Uint8Array(0);
/** What a Huffman-coded string is decoded into: 16 KiB at its shortest codes, or larger once that was needed. */
let decodedHuffman = new Uint8Array(32_768);
/** Larger ones are not kept. */
const MOST_KEPT_OCTETS = 131_072;

/** Decodes the header blocks that one peer sends on one connection. */
export class HpackDecoder {
  readonly #table: DynamicTable;
  readonly #maxListBytes: number;
  readonly #maxFields: number;
  /** The most that a size update may ask for. */
  #maxTableBytes: number;
  /**
   * The lowest limit below the table's size since the last block; the next must begin with a size update
   * to at most that, even if the limit has risen again (RFC 7541 §4.2). Infinity when there was none.
   */
  #mustShrinkTo = Infinity;
  /** Once broken, always broken: the two tables can no longer agree. */
  #failure: HpackError | null = null;
  /** Whether an entry of the table may hold illegal octets; never again false. */
  #hasIllegalEntries = false;
  readonly #blocks = new BlockCache();
  /** Made for the first literal: many connections have none after their first block. */
  #literals: LiteralCache | null = null;

  // The block being decoded.
  #bytes: Uint8Array = noBytes;
  #at = 0;
  #end = 0;
  /** HeaderBlock.hasLegalOctets of the fields so far. */
  #hasLegalOctets = true;

  constructor(limits: HpackDecoderLimits = {}) {
    this.#maxTableBytes = limits.maxTableBytes ?? 4096;
    this.#maxListBytes = limits.maxListBytes ?? 16_384;
    this.#maxFields = limits.maxFields ?? 128;
    this.#table = new DynamicTable(this.#maxTableBytes);
  }

  /** Changes whenever the dynamic table does. */
  get generation(): number {
    return this.#table.generation;
  }

  /** Sets the limit to our SETTINGS_HEADER_TABLE_SIZE; call it when the peer acknowledges the setting. */
  setMaxTableBytes(maxTableBytes: number): void {
    this.#maxTableBytes = maxTableBytes;
    if (maxTableBytes < this.#table.maxBytes) {
      this.#mustShrinkTo = Math.min(this.#mustShrinkTo, maxTableBytes);
    }
    this.#table.generation++;
  }

  /**
   * Decodes the complete header block in bytes `start` to `end` of `bytes`, of which it keeps nothing.
   * Returns a HeaderBlock; or a HeaderListTooLarge, after which decoding can go on; or an HpackError, also for
   * a list that is many times too large, after which every call returns the same error. Tell them apart by
   * `instanceof HeaderBlock`, then by `kind`. Bytes that came before, against the same table, give the same
   * HeaderBlock object.
   */
  decode(
    bytes: Uint8Array,
    start: number,
    end: number,
  ): HeaderBlock | HeaderListTooLarge | HpackError {
    const { generation } = this.#table;
    const isShort = end - start <= MAX_CACHED_BLOCK_BYTES;
    if (isShort) {
      const known = this.#blocks.find(bytes, start, end, generation);
      if (known !== null) return known;
    }
    if (this.#failure !== null) return this.#failure;
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
    const result = this.#decodeBlock();
    this.#bytes = noBytes;
    if (isShort && result instanceof HeaderBlock && this.#table.generation === generation) {
      this.#blocks.keep(bytes, start, end, generation, result);
    }
    return result;
  }

  #decodeBlock(): HeaderBlock | HeaderListTooLarge | HpackError {
    const table = this.#table;
    if (!this.#readSizeUpdates()) return this.#failure!;
    this.#hasLegalOctets = true;
    const fields: string[] = [];
    let listBytes = 0;
    let fieldCount = 0;
    while (this.#at < this.#end) {
      const first = this.#bytes[this.#at]!;
      let name: string;
      let value: string;
      if (first >= 0x80) {
        const index = first < 0xff ? this.#step(first & 0x7f) : this.#readInteger(0x7f, "an index");
        if (!this.#isIndex(index)) return this.#failure!;
        if (index <= STATIC_COUNT) {
          name = staticNames[index]!;
          value = staticValues[index]!;
        } else {
          const number = table.insertedCount - (index - STATIC_COUNT - 1);
          name = table.name(number);
          value = table.value(number);
          if (this.#hasIllegalEntries) this.#hasLegalOctets = false;
        }
      } else {
        if ((first & 0xe0) === 0x20) return this.#fail(broken.updateAfterField());
        const isInserted = first >= 0x40;
        const literalName = this.#readName(isInserted ? 0x3f : 0x0f);
        if (literalName === null) return this.#failure!;
        const literalValue = this.#readString(LiteralForm.VALUE);
        if (literalValue === null) return this.#failure!;
        name = literalName;
        value = literalValue;
        if (isInserted) {
          table.insert(name, value);
          if (!this.#hasLegalOctets) this.#hasIllegalEntries = true;
        }
      }
      listBytes += name.length + value.length + FIELD_OVERHEAD_BYTES;
      fieldCount++;
      if (listBytes <= this.#maxListBytes && fieldCount <= this.#maxFields) {
        fields.push(name, value);
        continue;
      }
      const mostBytes = Math.max(MOST_LIST_BYTES * this.#maxListBytes, LEAST_LIST_BYTES);
      const mostFields = Math.max(MOST_FIELDS * this.#maxFields, LEAST_FIELDS);
      if (listBytes > mostBytes || fieldCount > mostFields) {
        return this.#fail(broken.farTooLarge(mostBytes, mostFields));
      }
      fields.length = 0;
    }
    return listBytes <= this.#maxListBytes && fieldCount <= this.#maxFields
      ? new HeaderBlock(fields, listBytes, this.#hasLegalOctets)
      : new HeaderListTooLarge(listBytes, fieldCount);
  }

  /** Reads the size updates, at most two, that a block may begin with (RFC 7541 §4.2). */
  #readSizeUpdates(): boolean {
    for (let count = 0; this.#at < this.#end; count++) {
      if ((this.#bytes[this.#at]! & 0xe0) !== 0x20) break;
      if (count === 2) return this.#refuse(broken.tooManyUpdates());
      const maxBytes = this.#readInteger(0x1f, "a dynamic table size update");
      if (maxBytes === FAILED) return false;
      if (maxBytes > this.#maxTableBytes) {
        return this.#refuse(broken.updateAboveLimit(maxBytes, this.#maxTableBytes));
      }
      if (maxBytes > this.#mustShrinkTo) break;
      this.#mustShrinkTo = Infinity;
      this.#table.resize(maxBytes);
    }
    if (this.#mustShrinkTo === Infinity) return true;
    return this.#refuse(broken.updateMissing(this.#mustShrinkTo));
  }

  #readName(prefixMax: number): string | null {
    const prefix = this.#bytes[this.#at]! & prefixMax;
    if (prefix === 0) {
      this.#at++;
      return this.#readString(LiteralForm.NAME);
    }
    const index =
      prefix < prefixMax ? this.#step(prefix) : this.#readInteger(prefixMax, "an index");
    if (!this.#isIndex(index)) return null;
    if (index <= STATIC_COUNT) return staticNames[index]!;
    if (this.#hasIllegalEntries) this.#hasLegalOctets = false;
    return this.#table.name(this.#table.insertedCount - (index - STATIC_COUNT - 1));
  }

  /** Whether both tables together have an entry `index`; FAILED has been reported already. */
  #isIndex(index: number): boolean {
    if (index > 0 && index <= STATIC_COUNT + this.#table.count) return true;
    if (index === FAILED) return false;
    return this.#refuse(
      index === 0
        ? broken.indexZero()
        : broken.indexPastEnd(index, STATIC_COUNT + this.#table.count),
    );
  }

  /** Reads a string literal (RFC 7541 §5.2); `form` is LiteralForm.NAME or LiteralForm.VALUE. */
  #readString(form: number): string | null {
    const bytes = this.#bytes;
    if (this.#at >= this.#end) {
      this.#fail(broken.endsInside(form === LiteralForm.NAME ? "a name" : "a value"));
      return null;
    }
    const first = bytes[this.#at]!;
    const prefix = first & 0x7f;
    const byteLength = prefix < 0x7f ? this.#step(prefix) : this.#readInteger(0x7f, "a length");
    if (byteLength === FAILED) return null;
    const start = this.#at;
    if (byteLength > this.#end - start) {
      this.#fail(broken.stringPastEnd(byteLength, this.#end - start));
      return null;
    }
    const end = start + byteLength;
    this.#at = end;
    const isHuffman = first >= 0x80;
    this.#literals ??= new LiteralCache();
    const literals = this.#literals;
    const key = literals.key(bytes, start, end, isHuffman ? form | LiteralForm.HUFFMAN : form);
    if (key !== 0) {
      const known = literals.find(key, bytes, start, end);
      if (known !== null) return known;
    }
    const text = isHuffman
      ? this.#readHuffman(start, end, form)
      : this.#readOctets(bytes, start, end, form);
    if (key !== 0 && text !== null && this.#hasLegalOctets)
      literals.offer(key, bytes, start, end, text);
    return text;
  }

  #readOctets(bytes: Uint8Array, start: number, end: number, form: number): string {
    const isLegal =
      form === LiteralForm.NAME ? isLegalName(bytes, start, end) : isLegalValue(bytes, start, end);
    if (!isLegal) this.#hasLegalOctets = false;
    return octetsToString(bytes, start, end);
  }

  #readHuffman(start: number, end: number, form: number): string | null {
    const target = roomForHuffman(maxDecodedLength(end - start));
    const length = decodeHuffman(this.#bytes, start, end, target);
    if (length >= 0) return this.#readOctets(target, 0, length, form);
    this.#fail(length === HOLDS_EOS ? broken.huffmanEos() : broken.huffmanPadding());
    return null;
  }

  /** Reads an integer whose prefix's bits are `prefixMax`, or returns FAILED (RFC 7541 §5.1). */
  #readInteger(prefixMax: number, what: string): number {
    let value = this.#bytes[this.#at++]! & prefixMax;
    if (value < prefixMax) return value;
    // Five continuation octets hold 35 bits: past 31 a multiplication keeps them, where a shift would not.
    for (let scale = 1; scale <= 2 ** 28; scale *= 2 ** 7) {
      if (this.#at >= this.#end) {
        this.#fail(broken.endsInside(what));
        return FAILED;
      }
      const octet = this.#bytes[this.#at++]!;
      value += (octet & 0x7f) * scale;
      if (octet < 0x80) {
        if (value <= MAX_INTEGER) return value;
        break;
      }
    }
    this.#fail(broken.integerTooLarge());
    return FAILED;
  }

  /** Goes past one byte; hands `value` through. */
  #step(value: number): number {
    this.#at++;
    return value;
  }

  #refuse(failure: HpackError): false {
    this.#fail(failure);
    return false;
  }

  #fail(failure: HpackError): HpackError {
    this.#failure = failure;
    // No block of before is right any more.
    this.#table.generation++;
    return failure;
  }
}

/** Memory for `octets` that have been decoded; what is in it is gone with the next string. */
function roomForHuffman(octets: number): Uint8Array {
  if (octets > MOST_KEPT_OCTETS) return new Uint8Array(octets);
  if (octets > decodedHuffman.length) decodedHuffman = new Uint8Array(octets);
  return decodedHuffman;
}
