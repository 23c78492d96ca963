// Extensions: fields of a message that are declared elsewhere. The message keeps them among its unknown fields,
// so that a program pays for those it names; getting one reads it, setting one writes it. Protobuf
// "Extensions".

import type { OutputBuffer } from "../base/index.js";
import { messageType } from "./create-message-type.js";
import { DecodeFault } from "./decode-error.js";
import type { AnyGeneratedType, FieldInfo, GeneratedType } from "./generated-type.js";
import type { Reader } from "./reader.js";
import { splitUnknown, type UnknownField } from "./split-unknown.js";
import { describeValue } from "./value-error.js";

/** What generated code reads and writes for an extension: a message with nothing else in it. */
export interface ExtensionHolder<Value> {
  value: Value;
  $unknown?: Uint8Array;
}

/** {@link ExtensionHolder} as it may be written. */
export interface ExtensionHolderInit<ValueInit> {
  value?: ValueInit | undefined;
  $unknown?: Uint8Array | undefined;
}

/**
 * An extension: `Message` is what it extends, `Value` what `getExtension` gives, `ValueInit` what
 * `setExtension` takes.
 */
export interface Extension<Message extends object, Value, ValueInit = Value> {
  /** Full name without a leading dot: `shop.note`. */
  readonly typeName: string;
  /** The message type it extends. */
  readonly extendee: GeneratedType<Message, never>;
  /** Its place in the field table of a message that has nothing but it, under the key `value`. */
  readonly field: FieldInfo;
  /** Not for programs: what generated code reads and writes for it. */
  readonly holder: GeneratedType<ExtensionHolder<Value>, ExtensionHolderInit<ValueInit>>;
  /** Not for programs: how messages carry it. */
  readonly form: ExtensionForm;
}

/** How the unknown fields of a message carry an extension. */
export interface ExtensionForm {
  /** The number that the fields have which `split` gives and `wrap` takes, where it is not the extension's own. */
  readonly fieldNumber?: number;
  /** The number of the extension that a field of `unknown` is of, where that is not its own. */
  numberOf?(unknown: Uint8Array, field: UnknownField): number | undefined;
  /** The fields of the extension in `unknown`, as fields of their own, and all that is not. */
  split(unknown: Uint8Array, number: number): { own: Uint8Array; rest: Uint8Array };
  /** The fields of the extension as `unknown` is to have them. */
  wrap(own: Uint8Array, number: number): Uint8Array;
}

/** As most messages do it: a field as any other. */
const plainForm: ExtensionForm = {
  split: splitUnknown,
  wrap: (own) => own,
};

/** Makes an extension; called by generated code. */
export function extension<Message extends object, Value, ValueInit>(
  typeName: string,
  extendee: GeneratedType<Message, never>,
  field: FieldInfo,
  writeFields: (out: OutputBuffer, holder: ExtensionHolderInit<ValueInit>) => void,
  readFields: (reader: Reader, into: ExtensionHolder<Value> | undefined) => ExtensionHolder<Value>,
  findMissing?: (type: AnyGeneratedType, message: unknown) => string | undefined,
  form: ExtensionForm = plainForm,
): Extension<Message, Value, ValueInit> {
  const holder = messageType(
    extendee.typeName,
    [form.fieldNumber === undefined ? field : { ...field, number: form.fieldNumber }],
    (init: ExtensionHolderInit<ValueInit>) => init as ExtensionHolder<Value>,
    writeFields,
    readFields,
    undefined,
    undefined,
    findMissing,
  );
  return { typeName, extendee, field, holder, form };
}

/** Not the `noBytes` that messages share: who has such a message may transfer its memory. */
const nothing: Uint8Array = /* @__PURE__ */ new Uint8Array(0);

/**
 * The value of an extension: undefined where a singular one is not set, an empty array where a repeated
 * one is not. It is read anew each time; changing it does not change the message.
 *
 * ```ts
 * const note = getExtension(order, Order_note);
 * ```
 *
 * @throws DecodeError where the bytes that came for it are malformed
 * @throws TypeError for what is no message or no extension, and for unknown fields that are none
 */
export function getExtension<Message extends object, Value, ValueInit>(
  message: NoInfer<Message>,
  extension: Extension<Message, Value, ValueInit>,
): Value {
  assertExtension(extension);
  const { own } = splitExtension(message, extension);
  return extension.holder.read(own, 0, own.length).value;
}

/** Whether `value` is more than what {@link getExtension} gives where nothing is set. */
export function isSetExtension(extension: { readonly field: FieldInfo }, value: unknown): boolean {
  if (extension.field.isRepeated !== true) return value !== undefined;
  return (value as ArrayLike<unknown>).length > 0;
}

/** Whether an extension is set: a repeated one, whether it has elements. @throws what {@link getExtension} does */
export function hasExtension<Message extends object, Value, ValueInit>(
  message: NoInfer<Message>,
  extension: Extension<Message, Value, ValueInit>,
): boolean {
  return isSetExtension(extension, getExtension(message, extension));
}

/**
 * Sets an extension of `message`, in place of what it had.
 *
 * @throws TypeError for a value of the wrong type, with its path; for what is no message or no extension, and for unknown
 * fields that are none. The message is as before then
 */
export function setExtension<Message extends object, Value, ValueInit>(
  message: NoInfer<Message>,
  extension: Extension<Message, Value, ValueInit>,
  value: ValueInit & {},
): void {
  assertExtension(extension);
  const own = extension.holder.encode({ value });
  const { rest } = splitExtension(message, extension);
  replaceUnknown(message, rest, extension.form.wrap(own, extension.field.number));
}

/**
 * Removes an extension from `message`.
 *
 * @throws TypeError for what is no message or no extension, and for unknown fields that are none
 */
export function clearExtension<Message extends object, Value, ValueInit>(
  message: NoInfer<Message>,
  extension: Extension<Message, Value, ValueInit>,
): void {
  assertExtension(extension);
  replaceUnknown(message, splitExtension(message, extension).rest, nothing);
}

/** @throws TypeError for what is no extension */
function assertExtension(extension: { readonly holder: object } | null | undefined): void {
  if (typeof extension?.holder === "object") return;
  throw new TypeError(
    `Cannot use ${describeValue(extension)} as an extension: expected what generated code or a registry has`,
  );
}

interface Extended {
  $unknown?: Uint8Array;
}

function splitExtension(
  message: Extended,
  extension: {
    readonly form: ExtensionForm;
    readonly field: FieldInfo;
    readonly extendee: { readonly typeName: string };
  },
): { own: Uint8Array; rest: Uint8Array } {
  if (typeof message !== "object" || message === null) {
    throw new TypeError(`Cannot use an extension of ${describeValue(message)}: expected a message`);
  }
  const unknown = message.$unknown;
  if (unknown === undefined) return { own: nothing, rest: nothing };
  try {
    return extension.form.split(unknown, extension.field.number);
  } catch (error) {
    if (!(error instanceof DecodeFault)) throw error;
    failExtensions(extension.extendee.typeName, error);
  }
}

/** @throws TypeError always: the unknown fields of a message are no fields */
export function failExtensions(typeName: string, { position, message }: DecodeFault): never {
  throw new TypeError(
    `Cannot read the extensions of ${typeName}: $unknown at offset ${position} ${message}`,
  );
}

/** New memory, since messages may share the old. */
function replaceUnknown(message: Extended, rest: Uint8Array, own: Uint8Array): void {
  const length = rest.length + own.length;
  if (length === 0) {
    delete message.$unknown;
    return;
  }
  const unknown = new Uint8Array(length);
  unknown.set(rest);
  unknown.set(own, rest.length);
  message.$unknown = unknown;
}
