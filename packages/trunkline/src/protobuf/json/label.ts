// Text that is written again and again: names of fields, names of enums. It is kept as bytes, eight to a number,
// because as many are then appended at once.

/** A text of ASCII as numbers of eight bytes each. */
export interface Label {
  /** The last filled up with zeros. None is NaN, which ASCII cannot be. */
  readonly chunks: Float64Array;
  /** Without what fills up. */
  readonly length: number;
}

export function createLabel(ascii: string): Label {
  const bytes = new DataView(new ArrayBuffer(Math.ceil(ascii.length / 8) * 8));
  for (let i = 0; i < ascii.length; i++) bytes.setUint8(i, ascii.charCodeAt(i));
  const chunks = new Float64Array(bytes.byteLength / 8);
  for (let i = 0; i < chunks.length; i++) chunks[i] = bytes.getFloat64(8 * i, true);
  return { chunks, length: ascii.length };
}

/** A name after a comma, with its quotes and colon: `,"userId":`. */
export function createNameLabel(name: string): Label {
  const text = `,${JSON.stringify(name)}:`;
  return createLabel(
    text.replace(
      /[\u0080-\uffff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );
}
