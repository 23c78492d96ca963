// Where .proto files come from: the compiler itself touches no disk.

/** Reads files by the path an import names: relative, with `/`, as in `user/v1/user.proto`. */
export interface FileSystem {
  /** The file's bytes, which are kept and must not change; or its text; or undefined where there is none. */
  read(path: string): Uint8Array | string | undefined;
  /** All paths, if they can be listed: for "did you mean" after an import that is not found. */
  list?(): readonly string[];
}

/** A file system as the compiler sees it: bytes. */
export interface SourceReader {
  read(path: string): Uint8Array | undefined;
  list(): readonly string[];
}

const encoder = new TextEncoder();

export function createSourceReader(fileSystem: FileSystem): SourceReader {
  return {
    read(path) {
      const source: unknown = fileSystem.read(path);
      if (typeof source === "string") return encoder.encode(source);
      if (source === undefined || ArrayBuffer.isView(source))
        return source as Uint8Array | undefined;
      throw new TypeError(
        `Cannot read "${path}": the file system gave ${nameOf(source)}, expected a Uint8Array, a string or undefined`,
      );
    },
    list: () => fileSystem.list?.() ?? [],
  };
}

function nameOf(value: unknown): string {
  if (value instanceof Promise) return "a promise";
  return value === null ? "null" : `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
}
