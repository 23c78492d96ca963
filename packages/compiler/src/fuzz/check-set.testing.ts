// What was compiled, written as a descriptor set, read again and compiled again is the same to the octet.

import { encodeDescriptorSet, readDescriptorSet } from "../descriptor-set/index.js";
import { compile } from "../linker/index.js";
import { compileCase, withOptionsFile } from "./check-compile.testing.js";
import { Finding } from "./target.testing.js";

/** @throws Finding */
export function checkSet(files: ReadonlyMap<string, Uint8Array>): void {
  const asked = [...files.keys()];
  const result = compileCase(withOptionsFile(files), asked);
  if (result.files.length === 0) return;
  for (const retainOptions of [false, true]) {
    const options = { includeImports: true, retainOptions };
    // Comments too are in the text, and must not get in its way.
    const set = encodeDescriptorSet(result, { ...options, includeSourceInfo: true });
    const again = compile(asked, { ...readDescriptorSet(set), readsWellKnownFiles: true });
    const [error] = again.diagnostics.filter(({ severity }) => severity === "error");
    if (error !== undefined) throw new Finding(`its set does not compile: ${error.message}`);
    const before = encodeDescriptorSet(result, options);
    const after = encodeDescriptorSet(again, options);
    if (Buffer.compare(before, after) !== 0) throw new Finding("its set is another one");
  }
}
