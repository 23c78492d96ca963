// Enums are constants and a union type of the same name. They are open: a field may hold a number
// that the schema does not know.

/** The type of an enum field: the known values, and any number beside them. */
export type OpenEnum<E extends number> = E | (number & {});

/**
 * Whether `value` is one of the values of an enum.
 *
 * ```ts
 * if (isKnown(Color, pixel.color)) paint(pixel.color); // narrowed to Color
 * ```
 */
export function isKnown<E extends Readonly<Record<string, number>>>(
  values: E,
  value: number,
): value is E[keyof E] {
  return nameOf(values, value) !== undefined;
}

/** The name of a value in the generated constant, the first one of aliases: `"RED"`; undefined for a number without one. */
export function nameOf<E extends Readonly<Record<string, number>>>(
  values: E,
  value: number,
): (keyof E & string) | undefined {
  return Object.keys(values).find((name) => values[name] === value);
}
