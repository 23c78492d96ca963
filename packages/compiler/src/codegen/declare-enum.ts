// An enum as a constant and a union type of the same name.

import type { EnumDescriptor } from "../descriptor/index.js";
import { docComment } from "./doc-comment.js";
import { valuePrefixOf } from "./enum-prefix.js";
import { namesOfFile } from "./file-names.js";
import type { GeneratedFile } from "./generated-file.js";
import { toPropertyName } from "./local-name.js";

export function declareEnum(file: GeneratedFile, descriptor: EnumDescriptor): void {
  const name = namesOfFile(descriptor.file).names.get(descriptor)!;
  const prefix = valuePrefixOf(descriptor);
  file.print(...docComment(descriptor), `export const ${name} = {`);
  for (const value of descriptor.values) {
    const key = toPropertyName(value.name.slice(prefix.length));
    file.print(...docComment(value, "  "), `  ${key}: ${value.number},`);
  }
  file.print(
    "} as const;",
    "",
    ...docComment(descriptor),
    `export type ${name} = (typeof ${name})[keyof typeof ${name}];`,
    "",
  );
}
