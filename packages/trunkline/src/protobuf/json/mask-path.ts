// The paths of a google.protobuf.FieldMask: `user.display_name`, in JSON `user.displayName`. ProtoJSON
// "FieldMask".

/** Undefined for a path that would not come back as it was: one with capitals, or with `_` before no letter. */
export function camelPath(path: string): string | undefined {
  if (isPlain(path)) return path;
  if (/[A-Z]/.test(path)) return undefined;
  const camel = path.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return camel.includes("_") ? undefined : camel;
}

/** Undefined for a path that is none of JSON: one with `_`. */
export function snakePath(path: string): string | undefined {
  if (path.includes("_")) return undefined;
  return path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Whether `path` has nothing that JSON has otherwise: mostly lower case and dots. */
function isPlain(path: string): boolean {
  for (let i = 0; i < path.length; i++) {
    const unit = path.charCodeAt(i);
    if (unit === 0x5f || (unit >= 0x41 && unit <= 0x5a)) return false;
  }
  return true;
}
