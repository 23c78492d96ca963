// How names of a .proto file become names in TypeScript.
//
// A name that TypeScript or the prototype of every object has taken gets a `$` at its end, which no
// name of a .proto file can have.

/** Words that cannot name a constant, and names that cannot name a type. */
const reservedWords: ReadonlySet<string> = new Set(
  (
    "abstract any arguments as async await bigint boolean break case catch class const continue " +
    "debugger declare default delete do else enum eval export exports extends false finally for " +
    "function globalThis if implements import in infer instanceof interface is keyof let module " +
    "namespace never new null number object of package private protected public readonly require " +
    "return satisfies static string super switch symbol this throw true try type typeof undefined " +
    "unique unknown using var void while with yield"
  ).split(" "),
);

/** Members of Object.prototype: an init without the key would seem to have it. */
const inheritedKeys: ReadonlySet<string> = new Set([
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
]);

/** Names that the bodies of generated functions use for themselves. */
const bodyNames: ReadonlySet<string> = new Set(
  (
    "at before element holder init inner into isKnown json key list map message number out outerEnd " +
    "reader start table tag unknown value"
  ).split(" "),
);

/** Whether something that generated functions refer to cannot have the name. */
export function isBodyName(name: string): boolean {
  return bodyNames.has(name);
}

export function isReservedWord(name: string): boolean {
  return reservedWords.has(name);
}

/** A name for a constant, a type or a variable. */
export function toIdentifier(name: string): string {
  return reservedWords.has(name) ? `${name}$` : name;
}

/** `user_id` is `userId`: an underscore goes and the letter after it becomes a capital. */
export function toCamelCase(name: string): string {
  const camel = name.replace(/_+(.?)/g, (_, letter: string) => letter.toUpperCase());
  return /^[A-Za-z]/.test(camel) ? camel : name;
}

/** The property that holds a field or a oneof. */
export function toKey(name: string): string {
  const key = toCamelCase(name);
  return inheritedKeys.has(key) ? `${key}$` : key;
}

/** The key of an rpc in handlers and clients: `GetUserStats` is `getUserStats`. */
export function toMethodKey(name: string): string {
  const camel = toCamelCase(name);
  const key = camel.charAt(0).toLowerCase() + camel.slice(1);
  return inheritedKeys.has(key) ? `${key}$` : key;
}

/** A key of an object literal. `__proto__` would set the prototype, a computed key does not. */
export function toPropertyName(key: string): string {
  if (key === "__proto__") return `["__proto__"]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

/** `HTTPStatus_Kind` is `HTTP_STATUS_KIND_`: what the style guide puts before each value of an enum. */
export function toValuePrefix(enumName: string): string {
  const words = enumName
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2");
  return `${words.toUpperCase()}_`;
}
