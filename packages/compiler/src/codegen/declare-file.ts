// The file itself as a constant: its descriptor, for reflection.

import type { GeneratedFile } from "./generated-file.js";

/** Prints the constant that services refer to; nothing where descriptors are not asked for. */
export function declareFile(file: GeneratedFile): void {
  const { descriptor, options } = file;
  if (options.encodeDescriptor === undefined) return;
  // Imports for options alone are none of the descriptor's dependencies.
  const imports = descriptor.imports
    .filter(({ modifier }) => modifier !== "option")
    .map((each) => file.useFile(each.file));
  file.print(
    `/** The descriptor of ${JSON.stringify(descriptor.path).replaceAll("*/", "*\\/")}. */`,
    `export const ${file.useFile(descriptor)}: ${file.useType("FileDescription")} =`,
    `  /* @__PURE__ */ ${file.use("describeFile")}(`,
    `    ${JSON.stringify(descriptor.path)},`,
    `    [${imports.join(", ")}],`,
    `    "${encodeBase64(options.encodeDescriptor(descriptor))}",`,
    "  );",
    "",
  );
}

function encodeBase64(bytes: Uint8Array): string {
  let characters = "";
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return btoa(characters);
}
