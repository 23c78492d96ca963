// The flags of the interop programs, written as in every language: `--name=value`, `--name value`, with one
// dash or two, and `--name` alone for a switch.

/** Flags with their defaults, whose types are those of the values. */
export type Flags = Readonly<Record<string, string | number | boolean>>;

type Widened<F extends Flags> = {
  -readonly [K in keyof F]: F[K] extends string ? string : F[K] extends number ? number : boolean;
};

/**
 * The values of the flags in `args`.
 * @throws TypeError for a flag that there is not, and for a value that is not what it should be
 */
export function readFlags<const F extends Flags>(args: readonly string[], defaults: F): Widened<F> {
  const values: Record<string, string | number | boolean> = { ...defaults };
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [, name, inline] = /^--?(\w+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined || !(name in defaults)) {
      const known = Object.keys(defaults).map((each) => `--${each}`);
      throw new TypeError(`There is no flag "${arg}": there are ${known.join(", ")}`);
    }
    const isSwitch = typeof defaults[name] === "boolean";
    values[name] = parseValue(name, defaults[name]!, inline ?? (isSwitch ? "true" : rest.shift()));
  }
  return values as Widened<F>;
}

function parseValue(
  name: string,
  example: string | number | boolean,
  text: string | undefined,
): string | number | boolean {
  if (text === undefined) throw new TypeError(`The flag --${name} has no value`);
  if (typeof example === "string") return text;
  if (typeof example === "number") {
    if (/^\d+$/.test(text)) return Number(text);
    throw new TypeError(`Cannot set --${name} to "${text}": expected a whole number`);
  }
  if (text === "true" || text === "false") return text === "true";
  throw new TypeError(`Cannot set --${name} to "${text}": expected true or false`);
}
