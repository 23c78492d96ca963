/**
 * The names of the oneofs that proto3's `optional` stands for, one a field, as protoc finds them: `_` before the
 * field's name, and `X` before that as long as a field or a oneof has the name.
 *
 * @param fieldNames the fields that are `optional`, in the order of the file
 * @param takenNames all fields and oneofs of the message
 */
export function syntheticOneofNames(
  fieldNames: readonly string[],
  takenNames: readonly string[],
): string[] {
  const taken = new Set(takenNames);
  return fieldNames.map((fieldName) => {
    let name = fieldName.startsWith("_") ? fieldName : `_${fieldName}`;
    while (taken.has(name)) name = `X${name}`;
    taken.add(name);
    return name;
  });
}
