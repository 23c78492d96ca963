// The name of a field in JSON (Protobuf JSON "Field names").

/** `user_id` is `userId`: underscores go, and the letter after each is a capital. */
export function jsonNameOf(fieldName: string): string {
  return fieldName.replace(/_+([a-z]?)/g, (_, letter: string) => letter.toUpperCase());
}
