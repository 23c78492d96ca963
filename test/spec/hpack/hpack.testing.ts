// Header blocks in hexadecimal, as RFC 7541 prints them, and what becomes of them.

import assert from "node:assert/strict";
import { HeaderBlock, HpackDecoder, type HpackEncoder, OutputBuffer } from "trunkline/http2";

/** Bytes from hexadecimal digits; white space is for the eye. */
export function hex(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits.replaceAll(/\s/g, ""), "hex"));
}

/** The fields of a block, names and values in turn. */
export function fieldsOf(decoder: HpackDecoder, block: Uint8Array): readonly string[] {
  const decoded = decoder.decode(block, 0, block.length);
  assert.ok(decoded instanceof HeaderBlock, "kind" in decoded ? decoded.kind : "");
  return decoded.fields;
}

/** A block that breaks the connection: the error's sentence, which every later block gets as well. */
export function expectFailure(
  digits: string,
  sentence: RegExp,
  decoder: HpackDecoder = new HpackDecoder(),
): void {
  for (const block of [hex(digits), hex("82")]) {
    const decoded = decoder.decode(block, 0, block.length);
    assert.ok(!(decoded instanceof HeaderBlock) && decoded.kind === "hpack", `${digits} passed`);
    assert.match(decoded.message, sentence);
  }
}

/** The block that an encoder makes of fields, each field on its own or all of them constant. */
export function encoded(encoder: HpackEncoder, fields: readonly string[]): Uint8Array {
  const out = new OutputBuffer();
  encoder.encode(out, [fields]);
  return out.bytes.slice(0, out.length);
}
