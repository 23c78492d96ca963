// A .proto file as bytes: what server reflection sends, and what anything needs that works from descriptors.
// It hangs on services and on a constant of its own, never on a message: who only sends messages has none.

/** A .proto file: a constant of the generated code. */
export interface FileDescription {
  /** As others import it: `user/user.proto`. */
  readonly path: string;
  /** The files it imports. */
  readonly imports: readonly FileDescription[];
  /** Its FileDescriptorProto, without source info. */
  readonly bytes: Uint8Array;
}

class EncodedFile implements FileDescription {
  readonly path: string;
  readonly imports: readonly FileDescription[];
  #encoded: string | Uint8Array;

  constructor(path: string, imports: readonly FileDescription[], encoded: string) {
    this.path = path;
    this.imports = imports;
    this.#encoded = encoded;
  }

  /** Decoded when it is first asked for. */
  get bytes(): Uint8Array {
    if (typeof this.#encoded === "string") this.#encoded = bytesOfEncoded(this.#encoded);
    return this.#encoded;
  }
}

/** Not `decodeBase64`, which tells what is wrong with a text of strangers: this one the compiler has written. */
function bytesOfEncoded(text: string): Uint8Array {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

/** Makes a file's constant; called by generated code. `encoded` is its descriptor in Base64. */
export function describeFile(
  path: string,
  imports: readonly FileDescription[],
  encoded: string,
): FileDescription {
  return new EncodedFile(path, imports, encoded);
}
