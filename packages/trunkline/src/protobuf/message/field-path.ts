// The fields of a message type as types: what a path may be.

import type { TypedList } from "../typed-lists.js";

/** What no path goes on below. */
type Leaf =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | TypedList
  | readonly unknown[]
  | ReadonlyMap<unknown, unknown>;

type Below<V, Depth extends readonly unknown[]> = V extends Leaf
  ? never
  : FieldPath<V, [...Depth, 0]>;

type Member<V, Depth extends readonly unknown[]> = V extends {
  case: infer Case extends string;
  value: infer Value;
}
  ? Case | `${Case}.${Below<NonNullable<Value>, Depth>}`
  : never;

type At<Key extends string, V, Depth extends readonly unknown[]> = [V] extends [
  { case: string; value: unknown },
]
  ? Member<V, Depth>
  : Key | `${Key}.${Below<V, Depth>}`;

/**
 * The fields of a message, down to five levels, by the keys they have in TypeScript: `"user.displayName"`. A member of a
 * oneof is called by its own key; a list or a map is the end of a path.
 */
export type FieldPath<T, Depth extends readonly unknown[] = []> = Depth["length"] extends 5
  ? never
  : {
      [Key in keyof T & string]: Key extends "$unknown"
        ? never
        : At<Key, NonNullable<T[Key]>, Depth>;
    }[keyof T & string];
