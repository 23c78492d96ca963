// Bytes of messages, field by field (Protobuf Encoding).
//
// A message within a message is written in place: its length is known at its end, and the bytes move up
// when it needs more than the one byte kept for it.

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const START_GROUP = 3;
const END_GROUP = 4;
const FIXED32 = 5;

export class ProtoWriter {
  #bytes: Uint8Array = new Uint8Array(1024);
  #view: DataView = new DataView(this.#bytes.buffer);
  #at = 0;

  /** What was written, as bytes of their own. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }

  /** `int32`, `uint32` and enums: a negative number takes ten bytes. */
  int32(field: number, value: number): void {
    this.#tag(field, VARINT);
    this.rawInt32(value);
  }

  bool(field: number, value: boolean): void {
    this.int32(field, value ? 1 : 0);
  }

  string(field: number, value: string): void {
    this.#tag(field, LENGTH);
    this.#reserve(value.length * 3 + 5);
    const start = this.#at++;
    let isAscii = true;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code >= 0x80) {
        isAscii = false;
        break;
      }
      this.#bytes[this.#at++] = code;
    }
    if (!isAscii) {
      const { written } = new TextEncoder().encodeInto(value, this.#bytes.subarray(start + 1));
      this.#at = start + 1 + written;
    }
    this.#patchLength(start);
  }

  bytes(field: number, value: Uint8Array): void {
    this.#tag(field, LENGTH);
    this.rawInt32(value.length);
    this.#reserve(value.length);
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
  }

  fixed32(field: number, value: number): void {
    this.#tag(field, FIXED32);
    this.rawFixed32(value);
  }

  fixed64(field: number, value: bigint): void {
    this.#tag(field, FIXED64);
    this.rawFixed64(value);
  }

  float(field: number, value: number): void {
    this.#tag(field, FIXED32);
    this.rawFloat(value);
  }

  double(field: number, value: number): void {
    this.#tag(field, FIXED64);
    this.rawDouble(value);
  }

  varint64(field: number, value: bigint): void {
    this.#tag(field, VARINT);
    this.rawVarint64(value);
  }

  /** A message, or packed values: what `write` writes, after its length. */
  message(field: number, write: () => void): void {
    this.#tag(field, LENGTH);
    this.#reserve(5);
    const start = this.#at++;
    write();
    this.#patchLength(start);
  }

  /** What `write` writes, between two tags. */
  group(field: number, write: () => void): void {
    this.#tag(field, START_GROUP);
    write();
    this.#tag(field, END_GROUP);
  }

  /** Packed `int32`; an empty list writes nothing. */
  packedInt32(field: number, values: readonly number[]): void {
    if (values.length === 0) return;
    this.message(field, () => {
      for (const value of values) this.rawInt32(value);
    });
  }

  rawInt32(value: number): void {
    if (value < 0) {
      this.rawVarint64(BigInt(value));
      return;
    }
    this.#reserve(5);
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.#at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#at++] = rest;
  }

  rawVarint64(value: bigint): void {
    this.#reserve(10);
    let rest = BigInt.asUintN(64, value);
    while (rest > 0x7fn) {
      this.#bytes[this.#at++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.#bytes[this.#at++] = Number(rest);
  }

  rawFixed32(value: number): void {
    this.#reserve(4);
    this.#view.setInt32(this.#at, value, true);
    this.#at += 4;
  }

  rawFixed64(value: bigint): void {
    this.#reserve(8);
    this.#view.setBigInt64(this.#at, value, true);
    this.#at += 8;
  }

  rawFloat(value: number): void {
    this.#reserve(4);
    this.#view.setFloat32(this.#at, value, true);
    this.#at += 4;
  }

  rawDouble(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#at, value, true);
    this.#at += 8;
  }

  #tag(field: number, wireType: number): void {
    // Field numbers have up to 29 bits: the tag fits 32, unsigned.
    this.rawInt32(((field << 3) | wireType) >>> 0);
  }

  /** Writes the length of what follows the byte at `start`, which is kept for it. */
  #patchLength(start: number): void {
    const length = this.#at - start - 1;
    if (length < 0x80) {
      this.#bytes[start] = length;
      return;
    }
    const size = length < 0x4000 ? 2 : length < 0x200000 ? 3 : length < 0x10000000 ? 4 : 5;
    this.#reserve(size);
    const end = this.#at;
    this.#bytes.copyWithin(start + size, start + 1, end);
    this.#at = start;
    this.rawInt32(length);
    this.#at = end + size - 1;
  }

  #reserve(count: number): void {
    if (this.#at + count <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#at + count));
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}
