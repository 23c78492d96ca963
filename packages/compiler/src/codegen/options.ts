// What generated code may be told to do differently.

import type { FileDescriptor } from "../descriptor/index.js";

export interface CodegenOptions {
  /** How imports of sibling generated files end. */
  readonly importSuffix: ".js" | ".ts";
  /** Where the runtime is imported from: `trunkline/protobuf`, or a path inside the runtime itself. */
  readonly runtimeImport: string;
  /**
   * Where messages of `google/protobuf/*.proto` come from: `runtime` (the default) imports them from
   * `runtimeImport`, `siblings` treats them as any other file; that is how the runtime gets them.
   */
  readonly wellKnownTypes?: "runtime" | "siblings";
  /**
   * Gives the FileDescriptorProto of a file, which its constant and its services then carry; without it they
   * carry none.
   */
  readonly encodeDescriptor?: (file: FileDescriptor) => Uint8Array;
  /** What holds 64-bit integers whose field does not say by `jstype`; default `bigint`. */
  readonly int64?: "bigint" | "string" | "number";
}
