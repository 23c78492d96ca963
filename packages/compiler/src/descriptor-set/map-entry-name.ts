/** The name of a map field's entry message: the field's in CamelCase, then `Entry`. */
export function mapEntryName(fieldName: string): string {
  const words = fieldName.split("_").filter((word) => word !== "");
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}Entry`;
}
