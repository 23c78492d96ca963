// A .proto file's descriptor in, a TypeScript file out.
//
// The file says first what users read (enums, messages, extensions, services), then the functions of the
// formats. Constants come before the constants that use them; functions are found wherever they are.

import type { FileDescriptor } from "../descriptor/index.js";
import { declareEnum } from "./declare-enum.js";
import { declareExtension, printExtensionFunctions } from "./declare-extension.js";
import { declareFile } from "./declare-file.js";
import { declareService } from "./declare-service.js";
import { printHeader } from "./file-header.js";
import { enumsOfFile, extensionsOfFile, messagesOfFile, namesOfFile } from "./file-names.js";
import { GeneratedFile } from "./generated-file.js";
import { printConvert } from "./message/convert-message.js";
import { printCreate, printKeys } from "./message/create-message.js";
import { declareMessage } from "./message/declare-message.js";
import { MessagePlans } from "./message/message-plans.js";
import { printRead } from "./message/read-message.js";
import { printWrite } from "./message/write-message.js";
import type { CodegenOptions } from "./options.js";

/**
 * Generates the TypeScript of one file. The same descriptor and options always give the same text.
 * `checkFile` says beforehand what cannot be generated; here it is generated nevertheless.
 */
export function generateTypeScript(descriptor: FileDescriptor, options: CodegenOptions): string {
  const file = new GeneratedFile(descriptor, options);
  const plans = new MessagePlans(file, messagesOfFile(descriptor));
  for (const each of enumsOfFile(descriptor)) declareEnum(file, each);
  for (const plan of plans.all) declareMessage(file, plan);
  const extensions = extensionsOfFile(descriptor).map((each) => declareExtension(file, each));
  declareFile(file);
  for (const service of descriptor.services) declareService(file, service);
  if (plans.all.length + extensions.length > 0) {
    file.print("// The formats: called by the constants above, not by hand.", "");
  }
  for (const plan of plans.all) {
    printKeys(file, plan);
    printCreate(file, plans, plan);
    printWrite(file, plans, plan);
    printRead(file, plans, plan);
    printConvert(file, plan);
  }
  for (const plan of extensions) printExtensionFunctions(file, plans, plan);
  const body = `${file}`.trimEnd();
  const parts = [printHeader(descriptor, options), reexports(file), body];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** What `import public` hands on. */
function reexports(file: GeneratedFile): string {
  return file.descriptor.imports
    .filter((each) => each.isPublic)
    .map((each) => {
      const module = file.moduleOf(each.file);
      if (module !== file.options.runtimeImport) return `export * from ${JSON.stringify(module)};`;
      const { taken } = namesOfFile(each.file);
      const names = [...taken].sort().map((name) => {
        const isInit = [...namesOfFile(each.file).initNames.values()].includes(name);
        return `  ${isInit ? "type " : ""}${name},`;
      });
      return ["export {", ...names, `} from ${JSON.stringify(module)};`].join("\n");
    })
    .join("\n");
}
