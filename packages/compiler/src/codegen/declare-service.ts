// A service as plain data, typed so that handlers and clients follow from it.

import type { MethodDescriptor, ServiceDescriptor } from "../descriptor/index.js";
import { docComment } from "./doc-comment.js";
import { namesOfFile } from "./file-names.js";
import type { GeneratedFile } from "./generated-file.js";
import { toMethodKey, toPropertyName } from "./local-name.js";

export function declareService(file: GeneratedFile, service: ServiceDescriptor): void {
  const name = namesOfFile(service.file).names.get(service)!;
  const methodType = file.useType("MethodType");
  file.print(
    ...docComment(service),
    `export const ${name}: ${file.useType("ServiceType")}<{`,
    ...service.methods.flatMap((method) => [
      ...docComment(method, "  "),
      `  ${toPropertyName(toMethodKey(method.name))}: ${methodType}<${typeArguments(file, method)}>;`,
    ]),
    "}> = {",
    `  typeName: ${JSON.stringify(service.fullName)},`,
    "  methods: {",
  );
  for (const method of service.methods) {
    const key = toMethodKey(method.name);
    file.print(
      `    ${toPropertyName(key)}: {`,
      `      kind: "${kindOf(method)}",`,
      `      name: ${JSON.stringify(method.name)},`,
      `      localName: ${JSON.stringify(key)},`,
      `      path: ${JSON.stringify(`/${service.fullName}/${method.name}`)},`,
      `      input: ${file.useElement(method.input)},`,
      `      output: ${file.useElement(method.output)},`,
      "    },",
    );
  }
  const hasFile = file.options.encodeDescriptor !== undefined;
  file.print("  },", ...(hasFile ? [`  file: ${file.useFile(service.file)},`] : []), "};", "");
}

function kindOf(method: MethodDescriptor): string {
  if (method.isClientStreaming) {
    return method.isServerStreaming ? "bidiStreaming" : "clientStreaming";
  }
  return method.isServerStreaming ? "serverStreaming" : "unary";
}

function typeArguments(file: GeneratedFile, method: MethodDescriptor): string {
  return [
    `"${kindOf(method)}"`,
    file.useElementType(method.input),
    file.useInitType(method.input),
    file.useElementType(method.output),
    file.useInitType(method.output),
  ].join(", ");
}
