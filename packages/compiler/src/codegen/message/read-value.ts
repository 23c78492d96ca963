// How one value is read, whatever it then goes to.

import type { ValueType } from "../../descriptor/index.js";
import type { GeneratedFile } from "../generated-file.js";
import { holdingOf } from "../holding.js";
import { isClosed, readScalar } from "../value-code.js";
import type { ValueForm } from "../value-form.js";
import type { MessagePlans } from "./message-plans.js";

type MessageValueType = ValueType & { kind: "message" };

/**
 * Statements that read a value in the loop of a message and hand it to `take`: all but a number that its
 * closed enum does not have, which stays unknown. `into` is the message to go on in.
 */
export function readValue(
  file: GeneratedFile,
  plans: MessagePlans,
  value: ValueType,
  form: ValueForm,
  into: string,
  take: (read: string) => string,
): string[] {
  if (value.kind === "message") return readMessageLines(file, plans, value, form, into, take);
  const read = readScalar(file, value, form);
  if (!isClosed(value)) return [take(read)];
  return [
    `const value = ${read};`,
    `if (${file.useNumbers(value.enum)}.has(value)) ${take(`value as ${file.useElementType(value.enum)}`)}`,
    `else unknown = ${file.use("keepRange")}(reader, start, unknown);`,
  ];
}

/**
 * The same for a message. Where nothing but a length is around it, its function is called here and not by way of
 * `readMessage`, which calls those of all messages: engines then know which one it is.
 */
function readMessageLines(
  file: GeneratedFile,
  plans: MessagePlans,
  value: MessageValueType,
  form: ValueForm,
  into: string,
  take: (read: string) => string,
): string[] {
  if (value.isDelimited || holdingOf(value, form) !== undefined) {
    return [take(readMessageValue(file, plans, value, form, into))];
  }
  return [
    `const outerEnd = ${file.use("enterMessage")}(reader);`,
    take(`${plans.readFunction(file, value.message)}(reader, ${into})`),
    `${file.use("leaveMessage")}(reader, outerEnd);`,
  ];
}

/** An expression that reads a message, after its key `tag`. */
export function readMessageValue(
  file: GeneratedFile,
  plans: MessagePlans,
  value: MessageValueType,
  form: ValueForm,
  into: string,
): string {
  const open = value.isDelimited
    ? `${file.use("readGroup")}(reader, tag, `
    : `${file.use("readMessage")}(reader, `;
  const holding = holdingOf(value, form);
  if (holding === undefined) return `${open}${plans.readFunction(file, value.message)}, ${into})`;
  const to = file.use(holding.to);
  const before = into === "undefined" ? into : `${into} === undefined ? undefined : ${to}(${into})`;
  return `${file.use(holding.from)}(reader, ${open}${file.use("readMoment")}, ${before}))`;
}

/** An expression for a message that has no bytes. */
export function emptyMessageValue(
  file: GeneratedFile,
  plans: MessagePlans,
  value: MessageValueType,
  form: ValueForm,
): string {
  const holding = holdingOf(value, form);
  return holding === undefined
    ? `${plans.readFunction(file, value.message)}(reader, undefined)`
    : `${file.use(holding.from)}(reader, ${file.use("readMoment")}(reader, undefined))`;
}
