// The paths of a google.protobuf.FieldMask: `user.display_name`, in JSON `user.displayName`. ProtoJSON
// "FieldMask".

/**
 * Undefined for a path that would not come back as it was: one with capitals, with `_` before no letter, with a comma,
 * or without a character.
 */
export function camelPath(path: string): string | undefined {
  if (path === "" || path.includes(",")) return undefined;
  let camel = "";
  let start = 0;
  for (let i = 0; i < path.length; i++) {
    const unit = path.charCodeAt(i);
    if (unit >= 0x41 && unit <= 0x5a) return undefined;
    if (unit !== 0x5f) continue;
    const letter = path.charCodeAt(i + 1);
    if (!(letter >= 0x61 && letter <= 0x7a)) return undefined;
    camel += path.slice(start, i) + String.fromCharCode(letter - 0x20);
    start = ++i + 1;
  }
  return start === 0 ? path : camel + path.slice(start);
}

/** Undefined for a path that is none of JSON: one with `_`, or without a character. */
export function snakePath(path: string): string | undefined {
  if (path === "" || path.includes("_")) return undefined;
  return path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
