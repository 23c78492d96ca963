// What a built-in object is, whichever realm made it: `instanceof` is false of those of a `vm` context or a frame.

/** `Float64Array`, `Map`; `Object` for what has no name of its own. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
