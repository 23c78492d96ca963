// Declarations of extension ranges: which extension may have which number (Protobuf Language "Extension
// Declarations").

import type { AggregateFieldNode, AggregateNode, ExtensionsNode, Extent } from "../ast/index.js";
import type { ExtensionDescriptor, ValueType } from "../descriptor/index.js";
import type { DeclaredRange, ExtensionDeclaration } from "./declared-range.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";
import { isScalarType } from "./scalar-types.js";

/** Reads and checks the declarations of `message`. */
export function declaredRangesOf(
  link: FileLink,
  statements: readonly ExtensionsNode[],
): DeclaredRange[] {
  const names = new Map<string, Extent>();
  return statements.flatMap((statement) => {
    const declarations = readDeclarations(statement);
    const isUnverified = statement.options.some(
      ({ name, value }) =>
        name.text === "verification" && value.kind === "identifier" && value.value === "UNVERIFIED",
    );
    const isDeclared = statement.options.some(
      ({ name, value }) =>
        name.text === "verification" &&
        value.kind === "identifier" &&
        value.value === "DECLARATION",
    );
    if (isUnverified && declarations.length > 0) {
      const option = statement.options.find(({ name }) => name.text === "verification")!;
      link.diagnostics.add(errors.unverifiedDeclarations(link.span(option)));
    }
    const byNumber = new Map<number, ExtensionDeclaration>();
    for (const one of declarations) {
      checkDeclaration(link, one, statement, byNumber, names);
      byNumber.set(one.number, one);
    }
    const isVerified = isDeclared || declarations.length > 0;
    return statement.ranges.map(({ from, to }) => ({
      start: from.value,
      end: to.value,
      isVerified,
      declarations: byNumber,
    }));
  });
}

function readDeclarations({ options }: ExtensionsNode): ExtensionDeclaration[] {
  return options.flatMap(({ name, value }) =>
    name.text === "declaration" && value.kind === "aggregate" ? [readDeclaration(value)] : [],
  );
}

function readDeclaration({ fields, start, end }: AggregateNode): ExtensionDeclaration {
  const fieldValue = (name: string): AggregateFieldNode["value"] | undefined =>
    fields.find((field) => field.name.text === name)?.value;
  const textOf = (name: string) => {
    const value = fieldValue(name);
    return value?.kind === "string" ? value.value : undefined;
  };
  const isTrue = (name: string) => {
    const value = fieldValue(name);
    return value?.kind === "identifier" && value.value === "true";
  };
  const number = fieldValue("number");
  return {
    number: number?.kind === "integer" ? Number(number.value) : 0,
    fullName: textOf("full_name"),
    type: textOf("type"),
    isReserved: isTrue("reserved"),
    isRepeated: isTrue("repeated"),
    start,
    end,
  };
}

function checkDeclaration(
  link: FileLink,
  one: ExtensionDeclaration,
  { ranges }: ExtensionsNode,
  byNumber: ReadonlyMap<number, Extent>,
  names: Map<string, Extent>,
): void {
  const at = link.span(one);
  const { number, fullName, type, isReserved } = one;
  if (!ranges.every(({ from, to }) => number >= from.value && number <= to.value)) {
    link.diagnostics.add(errors.declarationOutOfRange(at, number));
  }
  const first = byNumber.get(number);
  if (first !== undefined) {
    link.diagnostics.add(errors.declaredTwice(at, String(number), link.span(first)));
  }
  if ((fullName === undefined || type === undefined) && !(isReserved && !fullName && !type)) {
    link.diagnostics.add(errors.incompleteDeclaration(at, number));
    return;
  }
  if (fullName === undefined || type === undefined) return;
  const other = names.get(fullName);
  if (other !== undefined) {
    link.diagnostics.add(errors.declaredTwice(at, fullName, link.span(other)));
  }
  names.set(fullName, one);
  if (!isFullName(fullName)) {
    link.diagnostics.add(errors.declarationNameNotFull(at, fullName));
  }
  if (!isScalarType(type) && !isFullName(type)) {
    link.diagnostics.add(errors.declarationNameNotFull(at, type));
  }
}

function isFullName(name: string): boolean {
  return /^(?:\.[A-Za-z_]\w*)+$/.test(name);
}

/** Checks that `extension` is what its message declares under that number. */
export function checkDeclaredExtension(
  link: FileLink,
  extension: ExtensionDescriptor,
  at: Extent,
  ranges: readonly DeclaredRange[],
): void {
  const { number, extendee } = extension;
  const range = ranges.find(({ start, end }) => number >= start && number <= end);
  if (range === undefined || !range.isVerified) return;
  const declaration = range.declarations.get(number);
  const span = link.span(at);
  if (declaration === undefined) {
    link.diagnostics.add(errors.undeclaredExtension(span, number, extendee.fullName));
  } else if (declaration.isReserved) {
    link.diagnostics.add(errors.reservedDeclaration(span, number, extendee.fullName));
  } else {
    const why = whyNotDeclared(extension, declaration);
    if (why !== undefined) link.diagnostics.add(errors.notAsDeclared(span, number, why));
  }
}

function whyNotDeclared(
  { fullName, type }: ExtensionDescriptor,
  declaration: ExtensionDeclaration,
): string | undefined {
  if (`.${fullName}` !== declaration.fullName) return `the name "${declaration.fullName}"`;
  if (typeNameOf(type.value) !== declaration.type) return `the type "${declaration.type}"`;
  if ((type.kind === "repeated") !== declaration.isRepeated) {
    return declaration.isRepeated ? "the label repeated" : "no label repeated";
  }
  return undefined;
}

function typeNameOf(value: ValueType): string {
  if (value.kind === "scalar") return value.scalar;
  return `.${value.kind === "message" ? value.message.fullName : value.enum.fullName}`;
}
