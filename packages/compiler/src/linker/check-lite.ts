// `optimize_for = LITE_RUNTIME`: generated code without descriptors (descriptor.proto, FileOptions). What has
// descriptors cannot rest on what has none.

import type { FileDescriptor, ServiceDescriptor } from "../descriptor/index.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";
import { optionNamed, wordOf } from "./options/index.js";

/** True of a file that asks for the lite runtime. */
export function isLite({ options }: Pick<FileDescriptor, "options">): boolean {
  return options.some(
    ({ name, value }) =>
      name === "optimize_for" && value.kind === "identifier" && value.value === "LITE_RUNTIME",
  );
}

/** Checks what the file imports, and the option that services of a lite one do not get along with. */
export function checkLite(link: FileLink, services: readonly ServiceDescriptor[]): void {
  const { node, imports } = link.file;
  if (isLite(link.descriptor)) {
    for (const name of ["cc_generic_services", "java_generic_services"]) {
      const option = optionNamed(node.options, name);
      if (services.length === 0 || wordOf(node.options, name) !== "true") continue;
      link.diagnostics.add(errors.liteService(link.span(option!.name), name));
    }
    return;
  }
  const lite = new Set(
    link.descriptor.imports.flatMap(({ file }) => (isLite(file) ? [file.path] : [])),
  );
  for (const { node: one, file } of imports) {
    if (!lite.has(file.path)) continue;
    link.diagnostics.add(errors.liteImport(link.span(one.path), file.path));
  }
}
