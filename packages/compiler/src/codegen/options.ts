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
  /**
   * Whether TypeScript checks the generated files wherever it meets them; default: false, which saves most of
   * the time that it takes over them. Their types count in either case.
   */
  readonly isTypeChecked?: boolean;
  /** How values are held; default: as {@link ValuePolicy} says. */
  readonly policies?: CodegenPolicies;
}

/** How values are held. What is left out is decided further out, in the end by the defaults. */
export interface ValuePolicy {
  /** 64-bit integers whose field does not say by `jstype`; numbers are checked. Default: `bigint`. */
  readonly int64?: "bigint" | "number" | "string";
  /** `google.protobuf.Timestamp`: `date` is a Date, `string` as in JSON with all digits. Default: `message`. */
  readonly timestamp?: "message" | "date" | "string";
  /** `google.protobuf.Duration`: `milliseconds` is a number, `string` as in JSON. Default: `message`. */
  readonly duration?: "message" | "milliseconds" | "string";
  /** `view`: what `decode` gives shares the memory of the bytes it was given. Default: `copy`. */
  readonly bytes?: "copy" | "view";
  /**
   * Lists of numbers that are packed: `typed` is a Float64Array, Int32Array, BigInt64Array and so on; `view` is the same
   * and shares the memory of the bytes it was decoded from, where they lie so that it can. Enums, bools, and 64-bit
   * integers that are not bigints stay arrays. Default: `array`.
   */
  readonly packed?: "array" | "typed" | "view";
}

/** Policies for all that is generated, and others for parts of it. */
export interface CodegenPolicies extends ValuePolicy {
  /**
   * By the full name of a package, message or field: `shop.v1`, `shop.v1.Order`, `shop.v1.Order.id`. For each
   * value the one that is closest to the field decides. One that names the field itself wins over its `jstype`.
   */
  readonly overrides?: Readonly<Record<string, ValuePolicy>>;
}
