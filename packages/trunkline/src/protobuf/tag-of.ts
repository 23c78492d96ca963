// What a built-in object is, whichever realm made it: `instanceof` is false of those of a `vm` context or a frame.

/** `Float64Array`, `Map`; `Object` for what has no name of its own. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/**
 * Whether a built-in object keeps what it holds elsewhere than in properties. As a message or a record it would be an
 * empty one: a Promise that nobody has awaited, a Map where fields are wanted.
 */
export function isBuiltIn(value: object): boolean {
  return /^(Array|Date|Error|Map|Promise|RegExp|Set|Weak.*|.+Array|.*ArrayBuffer|DataView)$/.test(
    tagOf(value),
  );
}
