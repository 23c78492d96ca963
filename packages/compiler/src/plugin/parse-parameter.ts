// What protoc and buf hand to the plugin as its parameter: `import_extension=.ts,int64=string`.

import type { CodegenOptions } from "../codegen/index.js";

/** The values that each key may have; none listed is any text. */
const KEYS: { readonly [key: string]: readonly string[] } = {
  import_extension: [".js", ".ts"],
  runtime_import: [],
  int64: ["bigint", "number", "string"],
  timestamp: ["message", "date", "string"],
  duration: ["message", "milliseconds", "string"],
  bytes: ["copy", "view"],
  packed: ["array", "typed", "view"],
  type_check: ["true", "false"],
};

/** What generated code is to be like; a sentence where the parameter says what means nothing. */
export function parseParameter(parameter: string): CodegenOptions | string {
  const values: { [key: string]: string } = {};
  for (const part of parameter.split(",").filter((one) => one !== "")) {
    const at = part.indexOf("=");
    const key = at < 0 ? part : part.slice(0, at);
    const value = at < 0 ? "" : part.slice(at + 1);
    const choices = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
    if (choices === undefined) {
      return `Parameter "${key}" is not known: expected ${listed(Object.keys(KEYS))}`;
    }
    if (value === "" || (choices.length > 0 && !choices.includes(value))) {
      const wanted = choices.length === 0 ? "a module" : listed(choices);
      return `Parameter "${key}" is ${value === "" ? "empty" : `"${value}"`}: expected ${wanted}`;
    }
    values[key] = value;
  }
  const {
    import_extension,
    runtime_import = "trunkline/protobuf",
    type_check,
    ...policies
  } = values;
  return {
    isTypeChecked: type_check === "true",
    importSuffix: import_extension === ".ts" ? ".ts" : ".js",
    runtimeImport: runtime_import,
    policies,
  };
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
