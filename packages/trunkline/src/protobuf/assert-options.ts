// What the conversions to and from JSON and text are given, looked at before the first of it is used: an option whose
// name is misspelt would do nothing, and one of the wrong type something else than it says.

import { assertKnownKeys, assertOptions } from "../base/index.js";
import type { Registry } from "./registry.js";
import { isBuiltIn } from "./tag-of.js";
import { describeValue } from "./value-error.js";

/** What is used where no options are given. */
export const noOptions: Readonly<Record<never, never>> = /* @__PURE__ */ Object.freeze({});

/** What the value of an option is. */
export interface OptionKind {
  /** `true or false`. */
  readonly wanted: string;
  readonly isNumber?: boolean;
  readonly fits: (value: unknown) => boolean;
}

export const flag: OptionKind = {
  wanted: "true or false",
  fits: (value) => typeof value === "boolean",
};

export const registryOption: OptionKind = {
  wanted: "a registry, as createRegistry() makes it",
  fits: isRegistry,
};

/** Whether it has what is called of a registry: programs may have their own. */
function isRegistry(value: unknown): value is Registry {
  const registry = value as Partial<Registry> | null | undefined;
  return [registry?.findMessage, registry?.findExtension, registry?.extensionsOf].every(
    (each) => typeof each === "function",
  );
}

/** Whole numbers in a range; `others` are values of another type. */
export function wholeNumber(
  min: number,
  max: number,
  others?: { readonly wanted: string; readonly fits: (value: unknown) => boolean },
): OptionKind {
  const range = `a whole number from ${min} to ${max}`;
  return {
    wanted: others === undefined ? range : `${range}, or ${others.wanted}`,
    isNumber: true,
    fits: (value) =>
      others?.fits(value) === true ||
      (Number.isInteger(value) && (value as number) >= min && (value as number) <= max),
  };
}

/**
 * Makes what looks at the options of one conversion. Options that cannot change, as those of a codec, are looked at once
 * and not for every message.
 *
 * @param call what they are options of, for the message: `toJson()`
 * @param kinds all options by their names
 */
export function createOptionsCheck(
  call: string,
  kinds: Readonly<Record<string, OptionKind>>,
): (options: object) => void {
  const names = Object.keys(kinds);
  // Several, since a program may have a server and clients with options of their own.
  const checked = new WeakSet<object>();
  /**
   * @throws TypeError for options that are no object, a name that no option has and a value of the wrong type;
   * RangeError for a number that is out of range
   */
  return (options) => {
    if (options === noOptions) return;
    assertOptions(options);
    if (checked.has(options)) return;
    if (isBuiltIn(options)) {
      throw new TypeError(
        `Cannot read the options of ${call}: expected an object with names, got ${describeValue(options)}`,
      );
    }
    if (kinds.registry !== undefined && isRegistry(options)) {
      throw new TypeError(
        `Cannot read the options of ${call}: expected { registry }, got the registry itself`,
      );
    }
    assertKnownKeys(call, options, names);
    for (const name of names) {
      assertOption(name, kinds[name]!, (options as Readonly<Record<string, unknown>>)[name]);
    }
    if (isConstant(options)) checked.add(options);
  };
}

/** Frozen, and without what may give another value each time. */
function isConstant(options: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(options);
  return (
    Object.isFrozen(options) &&
    (prototype === Object.prototype || prototype === null) &&
    Object.values(Object.getOwnPropertyDescriptors(options)).every((each) => "value" in each)
  );
}

function assertOption(name: string, { wanted, isNumber, fits }: OptionKind, value: unknown): void {
  if (value === undefined || fits(value)) return;
  const problem = `Cannot set ${name} to ${describeValue(value)}: expected ${wanted}`;
  throw isNumber === true && typeof value === "number"
    ? new RangeError(problem)
    : new TypeError(problem);
}

/** @throws TypeError for what no registry is: whoever hands it on would hear of it with the first message only */
export function assertRegistry(value: Registry | undefined): void {
  assertOption("registry", registryOption, value);
}

/**
 * @param source what the text is: `JSON`
 * @throws TypeError for what is no text: `Cannot read a shop.Order from JSON: expected a string, got …`
 */
export function assertText(
  type: { readonly typeName: string },
  source: string,
  text: string,
): void {
  if (typeof text === "string") return;
  throw new TypeError(
    `Cannot read a ${type.typeName} from ${source}: expected a string, got ${describeValue(text)}`,
  );
}
