// Where .proto files come from: the compiler itself touches no disk.

/** Reads files by the path an import names: relative, with `/`, as in `user/v1/user.proto`. */
export interface FileSystem {
  /** The file's bytes, or undefined where there is none. */
  read(path: string): Uint8Array | undefined;
  /** All paths, if they can be listed: for "did you mean" after an import that is not found. */
  list?(): readonly string[];
}
