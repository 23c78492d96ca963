// Which policy a field has: that of all files, or of the part that is closest to it.

import type { FieldLike, FileDescriptor } from "../descriptor/index.js";
import { extensionsOfFile, messagesOfFile } from "./file-names.js";
import type { CodegenPolicies, ValuePolicy } from "./options.js";

/** What the policies say of `field`. */
export function policyOf(policies: CodegenPolicies, field: FieldLike): ValuePolicy {
  const { overrides } = policies;
  if (overrides === undefined) return policies;
  let policy: ValuePolicy = policies;
  const parts = field.fullName.split(".");
  for (let count = 1; count <= parts.length; count++) {
    const name = parts.slice(0, count).join(".");
    if (Object.hasOwn(overrides, name)) policy = { ...policy, ...overrides[name] };
  }
  return policy;
}

/** Whether a policy says what holds the 64-bit integers of just this field. */
export function namesField(policies: CodegenPolicies, { fullName }: FieldLike): boolean {
  const { overrides } = policies;
  return overrides !== undefined && Object.hasOwn(overrides, fullName)
    ? overrides[fullName]?.int64 !== undefined
    : false;
}

/** The names of overrides that fit nothing in `files`: misspelt, most likely. */
export function unusedOverrides(
  policies: CodegenPolicies,
  files: readonly FileDescriptor[],
): readonly string[] {
  const names = new Set<string>();
  for (const file of files) {
    const fields = [
      ...messagesOfFile(file).flatMap(({ fields }) => fields),
      ...extensionsOfFile(file),
    ];
    for (const { fullName } of [...messagesOfFile(file), ...fields]) {
      for (let end = fullName.length; end > 0; end = fullName.lastIndexOf(".", end - 1)) {
        names.add(fullName.slice(0, end));
      }
    }
  }
  return Object.keys(policies.overrides ?? {}).filter((name) => !names.has(name));
}
