// A FileDescriptorProto as the text of a .proto file.

import { EDITIONS, ProtoMessage } from "../../descriptor/index.js";
import { commentsOfFile } from "./comments-of-file.js";
import { isGroup, nestedMessages } from "./nested-messages.js";
import { printEnum } from "./print-enum.js";
import { printExtension } from "./print-field.js";
import { printMessageBody, printMessageOrGroup } from "./print-message.js";
import { optionSettings, quote } from "./print-options.js";
import type { PrintedFile } from "./printed-file.js";
import { ProtoPrinter } from "./proto-printer.js";

/**
 * The text of a file that was compiled by whatever compiler, options of one's own left out.
 *
 * @throws RangeError when `bytes` are no message.
 */
export function printProto(bytes: Uint8Array): string {
  const proto = new ProtoMessage(bytes);
  const printer = new ProtoPrinter(commentsOfFile(proto));
  const syntax = proto.has(12) ? proto.string(12) : "proto2";
  const file: PrintedFile = {
    printer,
    syntax,
    printBody: (message, fullName, path) => printMessageBody(file, message, fullName, path),
  };
  printer.statement([12], syntaxStatement(proto, syntax));
  const packageName = proto.string(2);
  if (packageName !== "") printer.statement([2], `package ${packageName};`);
  printImports(proto, printer);
  for (const setting of optionSettings(proto.bytes(8), "FileOptions")) {
    printer.line(`option ${setting};`);
  }
  const scope = packageName === "" ? "" : `.${packageName}`;
  const messages = nestedMessages(proto.messages(4), scope, (index) => [4, index]);
  const extensions = proto.messages(7);
  for (const name of messages.keys()) {
    printMessageOrGroup(file, { name, scope, nested: messages, extensions, path: [7] });
  }
  for (const [index, one] of proto.messages(5).entries()) printEnum(file, one, [5, index]);
  for (const [index, one] of proto.messages(6).entries()) printService(file, one, index);
  for (const [index, one] of extensions.entries()) {
    if (!isGroup(one)) printExtension(file, one, { path: [7, index], nested: messages });
  }
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
    for (const setting of optionSettings(service.bytes(3), "ServiceOptions")) {
      printer.line(`option ${setting};`);
    }
    for (const [index, method] of service.messages(2).entries()) {
      const input = `${method.bool(5) ? "stream " : ""}${method.string(2)}`;
      const output = `${method.bool(6) ? "stream " : ""}${method.string(3)}`;
      printer.block(
        [...path, 2, index],
        `rpc ${method.string(1)}(${input}) returns (${output})`,
        () => {
          for (const setting of optionSettings(method.bytes(4), "MethodOptions")) {
            printer.line(`option ${setting};`);
          }
        },
      );
    }
  });
}
