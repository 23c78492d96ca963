// A FileDescriptorProto as the text of a .proto file.

import { EDITIONS, type ProtoMessage } from "../../descriptor/index.js";
import type { Path } from "../encoding.js";
import { commentsOfFile } from "./comments-of-file.js";
import { DeclarationPrinter } from "./print-declarations.js";
import { printEnum } from "./print-enum.js";
import { printMessage, printMessageBody } from "./print-message.js";
import { optionSettings } from "./print-options.js";
import type { PrintedFile } from "./printed-file.js";
import { ProtoPrinter } from "./proto-printer.js";
import { quote } from "./quote.js";
import type { SetSchema } from "./set-schema.js";

/**
 * The text of `proto`, a file that was compiled by whatever compiler. Custom options are those that `schema`
 * knows.
 *
 * @throws RangeError where a part of it is no message.
 */
export function printProto(proto: ProtoMessage, schema: SetSchema): string {
  const printer = new ProtoPrinter(commentsOfFile(proto));
  const syntax = proto.has(12) ? proto.string(12) : "proto2";
  const context = { schema, path: proto.string(1) };
  const file: PrintedFile = {
    printer,
    syntax,
    settings: (options, type) => optionSettings(context, options, type),
    printMessage: (message, scope, path) => printMessage(file, message, scope, path),
    printBody: (message, fullName, path) => printMessageBody(file, message, fullName, path),
  };
  printer.statement([12], syntaxStatement(proto, syntax));
  const packageName = proto.string(2);
  if (packageName !== "") printer.statement([2], `package ${packageName};`);
  printImports(proto, printer);
  for (const setting of file.settings(proto.bytes(8), "FileOptions")) {
    printer.line(`option ${setting};`);
  }
  new DeclarationPrinter(file, {
    scope: packageName === "" ? "" : `.${packageName}`,
    messages: proto.messages(4),
    messagesPath: [4],
    extensions: proto.messages(7),
    extensionsPath: [7],
  }).printRest();
  for (const [index, one] of proto.messages(5).entries()) printEnum(file, one, [5, index]);
  for (const [index, one] of proto.messages(6).entries()) printService(file, one, index);
  return `${printer}`;
}

function syntaxStatement(proto: ProtoMessage, syntax: string): string {
  if (syntax !== "editions") return `syntax = ${quote(syntax)};`;
  const number = proto.int32(14);
  const name = Object.entries(EDITIONS).find(([, edition]) => edition === number)?.[0];
  return `edition = "${name ?? number}";`;
}

function printImports(proto: ProtoMessage, printer: ProtoPrinter): void {
  const publics = proto.int32s(10);
  const weak = proto.int32s(11);
  for (const [index, path] of proto.strings(3).entries()) {
    const word = publics.includes(index) ? "public " : weak.includes(index) ? "weak " : "";
    printer.line(`import ${word}${quote(path)};`);
  }
  for (const path of proto.strings(15)) printer.line(`import option ${quote(path)};`);
}

function printService(file: PrintedFile, service: ProtoMessage, at: number): void {
  const { printer } = file;
  const path = [6, at];
  printer.block(path, `service ${service.string(1)}`, () => {
    for (const setting of file.settings(service.bytes(3), "ServiceOptions")) {
      printer.line(`option ${setting};`);
    }
    for (const [index, method] of service.messages(2).entries()) {
      printMethod(file, method, [...path, 2, index]);
    }
  });
}

function printMethod({ printer, settings }: PrintedFile, method: ProtoMessage, path: Path): void {
  const input = `${method.bool(5) ? "stream " : ""}${method.string(2)}`;
  const output = `${method.bool(6) ? "stream " : ""}${method.string(3)}`;
  const opening = `rpc ${method.string(1)}(${input}) returns (${output})`;
  // Braces alone are options, of which there are none.
  if (!method.has(4)) {
    printer.statement(path, `${opening};`);
    return;
  }
  printer.block(path, opening, () => {
    for (const setting of settings(method.bytes(4), "MethodOptions")) {
      printer.line(`option ${setting};`);
    }
  });
}
