// What an extension range declares of its extensions, as data.

import type { Extent } from "../ast/index.js";

/** One `declaration = { … }`, as far as it can be read. */
export interface ExtensionDeclaration extends Extent {
  readonly number: number;
  readonly fullName: string | undefined;
  readonly type: string | undefined;
  readonly isReserved: boolean;
  readonly isRepeated: boolean;
}

/** The ranges of one statement and what they declare. */
export interface DeclaredRange {
  readonly start: number;
  readonly end: number;
  /** True where every extension in it must be declared. */
  readonly isVerified: boolean;
  readonly declarations: ReadonlyMap<number, ExtensionDeclaration>;
}
