// Field lists, and the plainest way to write them as a block: every field a literal that is not indexed,
// without Huffman coding (RFC 7541 §6.2.2), so that blocks do not depend on each other.

/** Names and values in turn. */
export type Fields = readonly string[];

export const request: Fields = [":method", "POST", ":scheme", "http", ":path", "/a.B/C"];
export const response: Fields = [":status", "200"];
export const trailers: Fields = ["grpc-status", "0"];

/** The plain request with more fields, or with the value of one of its own changed. */
export function requestWith(...fields: Fields): Fields {
  return changed(request, fields);
}

/** The plain response, likewise. */
export function responseWith(...fields: Fields): Fields {
  return changed(response, fields);
}

/** The plain request without one of its fields. */
export function requestWithout(name: string): Fields {
  const at = request.indexOf(name);
  return request.toSpliced(at, 2);
}

function changed(base: Fields, fields: Fields): Fields {
  const result = [...base];
  for (let at = 0; at < fields.length; at += 2) {
    const known = base.indexOf(fields[at]!);
    if (known >= 0) result[known + 1] = fields[at + 1]!;
    else result.push(fields[at]!, fields[at + 1]!);
  }
  return result;
}

/** The fields as a header block. Code units below 256 are octets. */
export function literalBlock(fields: Fields): Uint8Array {
  const block: number[] = [];
  for (let at = 0; at < fields.length; at += 2) {
    block.push(0x00, ...literalString(fields[at]!), ...literalString(fields[at + 1]!));
  }
  return Uint8Array.from(block);
}

function literalString(text: string): number[] {
  const length: number[] = [];
  if (text.length < 0x7f) length.push(text.length);
  else {
    length.push(0x7f);
    let rest = text.length - 0x7f;
    for (; rest >= 0x80; rest >>>= 7) length.push((rest & 0x7f) | 0x80);
    length.push(rest);
  }
  return [...length, ...Array.from(text, (unit) => unit.charCodeAt(0))];
}
