// The names a generated file declares. They follow from its descriptor alone, so that a file which
// imports another knows what to import.

import type {
  EnumDescriptor,
  ExtensionDescriptor,
  FileDescriptor,
  MessageDescriptor,
  ServiceDescriptor,
} from "../descriptor/index.js";
import { toIdentifier, toKey } from "./local-name.js";

type Declared = MessageDescriptor | EnumDescriptor | ServiceDescriptor | ExtensionDescriptor;

export interface FileNames {
  /** The interface and constant of a message, the constant and type of an enum, the constant of a service or extension. */
  readonly names: ReadonlyMap<Declared, string>;
  /** The init type of a message. */
  readonly initNames: ReadonlyMap<MessageDescriptor, string>;
  /** The constant of the file itself: `file_user_user` for `user/user.proto`. */
  readonly fileName: string;
  /** Every name above. */
  readonly taken: ReadonlySet<string>;
}

const cache = new WeakMap<FileDescriptor, FileNames>();

/** The names that `file` declares: top-level ones as they are, nested ones as `Outer_Inner`. */
export function namesOfFile(file: FileDescriptor): FileNames {
  let names = cache.get(file);
  if (names === undefined) {
    names = chooseNames(file);
    cache.set(file, names);
  }
  return names;
}

function chooseNames(file: FileDescriptor): FileNames {
  const names = new Map<Declared, string>();
  const initNames = new Map<MessageDescriptor, string>();
  const taken = new Set<string>();
  const take = (wanted: string): string => {
    let name = wanted;
    while (taken.has(name)) name += "$";
    taken.add(name);
    return name;
  };
  // Top-level names come first: they keep their name where a nested or derived one is the same.
  for (const element of [...file.messages, ...file.enums, ...file.services]) {
    names.set(element, take(toIdentifier(element.name)));
  }
  const nested = messagesOfFile(file).flatMap((message) => [...message.messages, ...message.enums]);
  for (const element of nested) names.set(element, take(nestedName(element)));
  for (const message of messagesOfFile(file)) {
    initNames.set(message, take(`${names.get(message)}Init`));
  }
  for (const element of extensionsOfFile(file)) names.set(element, take(extensionName(element)));
  const fileName = take(`file_${file.path.replace(/\.proto$/, "").replace(/\W/g, "_")}`);
  return { names, initNames, fileName, taken };
}

/** As a field would be called, after the message it is declared in: `Order_giftNote`. */
function extensionName({ name, parent }: ExtensionDescriptor): string {
  const key = toKey(name);
  return parent === undefined ? toIdentifier(key) : `${nestedName(parent)}_${key}`;
}

function nestedName(element: MessageDescriptor | EnumDescriptor): string {
  return element.parent === undefined
    ? element.name
    : `${nestedName(element.parent)}_${element.name}`;
}

/** All messages, a parent before what it contains. */
export function messagesOfFile(file: FileDescriptor): readonly MessageDescriptor[] {
  const walk = (message: MessageDescriptor): MessageDescriptor[] => [
    message,
    ...message.messages.flatMap(walk),
  ];
  return file.messages.flatMap(walk);
}

/** All enums, those of the file before those inside messages. */
export function enumsOfFile(file: FileDescriptor): readonly EnumDescriptor[] {
  return [...file.enums, ...messagesOfFile(file).flatMap((message) => message.enums)];
}

/** All extensions that the file declares, those of its top level before those inside messages. */
export function extensionsOfFile(file: FileDescriptor): readonly ExtensionDescriptor[] {
  return [...file.extensions, ...messagesOfFile(file).flatMap((message) => message.extensions)];
}

/** `user/user.proto` is `user/user_pb.ts`. */
export function outputPath(protoPath: string): string {
  return `${protoPath.replace(/\.proto$/, "")}_pb.ts`;
}
