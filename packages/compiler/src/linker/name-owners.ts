// Which names and extension numbers the files of a run take, so that a file that is compiled again can be
// compared with those that are not.

import type {
  ExtensionDescriptor,
  FileDescriptor,
  MessageDescriptor,
} from "../descriptor/index.js";

export class NameOwners {
  /** Names that one file may have, with how many files have them. */
  readonly #names = new Map<string, number>();
  /** Packages and what they stand in, likewise; any number of files may have one. */
  readonly #packages = new Map<string, number>();

  add(file: FileDescriptor): void {
    for (const name of namesOf(file)) count(this.#names, name, 1);
    for (const name of packagesOf(file)) count(this.#packages, name, 1);
  }

  remove(file: FileDescriptor): void {
    for (const name of namesOf(file)) count(this.#names, name, -1);
    for (const name of packagesOf(file)) count(this.#packages, name, -1);
  }

  /** True where another file has a name of `file`, which itself has not been added. */
  clashes(file: FileDescriptor): boolean {
    return (
      namesOf(file).some((name) => this.#names.has(name) || this.#packages.has(name)) ||
      packagesOf(file).some((name) => this.#names.has(name))
    );
  }
}

function count(counts: Map<string, number>, name: string, by: number): void {
  const sum = (counts.get(name) ?? 0) + by;
  if (sum === 0) counts.delete(name);
  else counts.set(name, sum);
}

/** Full names at the top of a file, what is in them having theirs, and extensions as message and number. */
function namesOf(file: FileDescriptor): readonly string[] {
  const prefix = file.package === "" ? "" : `${file.package}.`;
  const values = file.enums.flatMap((one) => one.values.map(({ name }) => `${prefix}${name}`));
  const extensions = [...file.extensions, ...file.messages.flatMap(extensionsIn)];
  return [
    ...[...file.messages, ...file.enums, ...file.services, ...file.extensions].map(
      (one) => one.fullName,
    ),
    ...values,
    ...extensions.map(({ extendee, number }) => `${extendee.fullName}#${number}`),
  ];
}

function extensionsIn(message: MessageDescriptor): readonly ExtensionDescriptor[] {
  return [...message.extensions, ...message.messages.flatMap(extensionsIn)];
}

/** `a.b.c` is `a`, `a.b` and `a.b.c`. */
function packagesOf({ package: name }: FileDescriptor): readonly string[] {
  const parts = name === "" ? [] : name.split(".");
  return parts.map((_, index) => parts.slice(0, index + 1).join("."));
}
