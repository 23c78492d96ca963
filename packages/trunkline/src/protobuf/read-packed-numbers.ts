// Packed 64-bit fields held as numbers: see wide-numbers.ts and read-packed.ts.

import { enter } from "./read-message.js";
import { countVarints, LONGEST_AT_ONCE } from "./read-packed.js";
import { leave, type Reader } from "./reader.js";
import {
  readFixed64Number,
  readInt64Number,
  readSfixed64Number,
  readSint64Number,
  readUint64Number,
} from "./wide-numbers.js";

/**
 * Varints of up to 53 bits are read here, byte by byte, and others by `readOne`. A number that a function returns is
 * looked at, whether it is a small whole one, and is an object if not: that takes as long as to read it.
 */
function readVarints(
  reader: Reader,
  list: number[],
  readOne: (reader: Reader) => number,
  isZigzag: boolean,
): number[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = countVarints(reader);
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<number>(count) : list;
  const bytes = reader.bytes;
  let position = reader.position;
  while (position < end) {
    const start = position;
    let byte = bytes[position++]!;
    let low = byte & 0x7f;
    let high = 0;
    if (byte >= 0x80) {
      byte = bytes[position++]!;
      low |= (byte & 0x7f) << 7;
      if (byte >= 0x80) {
        byte = bytes[position++]!;
        low |= (byte & 0x7f) << 14;
        if (byte >= 0x80) {
          byte = bytes[position++]!;
          low |= (byte & 0x7f) << 21;
          if (byte >= 0x80) {
            byte = bytes[position++]!;
            high = byte & 0x7f;
            if (byte >= 0x80) {
              byte = bytes[position++]!;
              high |= (byte & 0x7f) << 7;
              if (byte >= 0x80) {
                byte = bytes[position++]!;
                high |= (byte & 0x7f) << 14;
                if (byte >= 0x80) {
                  byte = bytes[position++]!;
                  high |= byte << 21;
                  if (byte >= 0x10) {
                    reader.position = start;
                    into[at++] = readOne(reader);
                    position = reader.position;
                    continue;
                  }
                }
              }
            }
          }
        }
      }
    }
    const value = high * 2 ** 28 + low;
    if (isZigzag) into[at++] = (low & 1) === 0 ? value / 2 : (value + 1) / -2;
    else into[at++] = value;
  }
  reader.position = position;
  leave(reader, outerEnd);
  return into;
}

export function readPackedInt64Number(reader: Reader, list: number[]): number[] {
  return readVarints(reader, list, readInt64Number, false);
}

export function readPackedUint64Number(reader: Reader, list: number[]): number[] {
  return readVarints(reader, list, readUint64Number, false);
}

export function readPackedSint64Number(reader: Reader, list: number[]): number[] {
  return readVarints(reader, list, readSint64Number, true);
}

export function readPackedFixed64Number(reader: Reader, list: number[]): number[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = (end - reader.position) >>> 3;
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<number>(count) : list;
  while (reader.position < end) into[at++] = readFixed64Number(reader);
  leave(reader, outerEnd);
  return into;
}

export function readPackedSfixed64Number(reader: Reader, list: number[]): number[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = (end - reader.position) >>> 3;
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<number>(count) : list;
  while (reader.position < end) into[at++] = readSfixed64Number(reader);
  leave(reader, outerEnd);
  return into;
}
