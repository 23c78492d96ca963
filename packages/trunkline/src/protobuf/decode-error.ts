// Bytes that are not the message they should be. Protobuf Encoding "Message Structure".

/** Characters that a message shows of a path: the end says most. */
const MOST_SHOWN = 200;

/**
 * Thrown by `decode` for truncated or malformed bytes:
 * `Cannot decode user.UserRequest: name at offset 2 has length 400: expected at most 3, the bytes left`.
 * A call answers it with INTERNAL.
 */
export class DecodeError extends Error {
  override readonly name: string = "DecodeError";
  readonly code: string = "DECODE_ERROR";
  /** The type and the fields down to the fault: `user.UserRequest.address.street`. */
  declare readonly path: string;
  /** Where the fault is, in bytes from the start of the message. */
  declare readonly offset: number;

  /**
   * @param typeName the message that was being decoded
   * @param field the path of fields inside it, empty at its own level
   * @param offset in bytes from the start of the message
   * @param problem a predicate that says what is and what was wanted: `has length 4: expected …`
   */
  constructor(typeName: string, field: string, offset: number, problem: string) {
    const subject = field === "" ? "the field" : field.slice(-MOST_SHOWN);
    super(`Cannot decode ${typeName}: ${subject} at offset ${offset} ${problem}`);
    this.path = field === "" ? typeName : `${typeName}.${field}`;
    this.offset = offset;
  }
}

/** What read functions throw: a fault without its path, which `read` looks up once it happened. */
export class DecodeFault extends Error {
  /** Into the bytes being read, not from the start of the message. */
  declare readonly position: number;

  constructor(position: number, problem: string) {
    super(problem);
    this.position = position;
  }
}
