// What `trunkline/http2` publishes: every name is explained where it is declared, and what is internal stays so.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript-5.9";

const entry = fileURLToPath(new URL("http2.d.ts", import.meta.url));
const program = ts.createProgram([entry], {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  types: [],
  noLib: true,
});
const checker = program.getTypeChecker();

/** The public names with what they stand for. */
function publicNames(): ReadonlyMap<string, ts.Symbol> {
  const file = program.getSourceFile(entry);
  assert.ok(file !== undefined);
  const module = checker.getSymbolAtLocation(file);
  assert.ok(module !== undefined);
  return new Map(
    checker.getExportsOfModule(module).map((symbol) => {
      const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
      return [symbol.name, isAlias ? checker.getAliasedSymbol(symbol) : symbol];
    }),
  );
}

function isExplained(symbol: ts.Symbol): boolean {
  return symbol.getDocumentationComment(checker).length > 0 || symbol.getJsDocTags().length > 0;
}

/** The members that a class or an interface declares itself, without private ones. */
function membersOf(symbol: ts.Symbol): ts.Symbol[] {
  const kinds = ts.SymbolFlags.Class | ts.SymbolFlags.Interface;
  if ((symbol.flags & kinds) === 0) return [];
  return [...(symbol.members?.values() ?? [])].filter(({ name }) => !/^(?:__|#)/.test(name));
}

describe("trunkline/http2", () => {
  it("explains every name, and every member that is not one of its base class", () => {
    const silent: string[] = [];
    for (const [name, symbol] of publicNames()) {
      if (!isExplained(symbol)) silent.push(name);
      for (const member of membersOf(symbol)) {
        const isInherited =
          member.valueDeclaration !== undefined &&
          ts.isClassElement(member.valueDeclaration) &&
          inherits(member.valueDeclaration, member.name);
        if (!isInherited && !isExplained(member)) silent.push(`${name}.${member.name}`);
      }
    }
    assert.deepEqual(silent, []);
  });

  it("has what one needs to listen, connect, watch and test", () => {
    const names = publicNames();
    for (const name of [
      ...["listen", "ListenerOptions", "Refusal", "connect", "ConnectOptions", "tls", "insecure"],
      ...["Clock", "Cost", "FrameLog", "createMemoryPair", "createSession", "Endpoint"],
    ]) {
      assert.ok(names.has(name), name);
    }
  });

  it("publishes no internal field of Stream", () => {
    const stream = publicNames().get("Stream");
    assert.ok(stream !== undefined);
    const names = membersOf(stream).map(({ name }) => name);
    for (const name of ["state", "sendWindow", "queue", "isScheduled"]) {
      assert.ok(!names.includes(name), name);
    }
    assert.ok(names.includes("enqueue"));
  });
});

/** Whether the class of `element` has `name` from what it extends or implements, where it is explained. */
function inherits(element: ts.ClassElement, name: string): boolean {
  const parent = element.parent;
  if (!ts.isClassDeclaration(parent)) return false;
  return (parent.heritageClauses ?? [])
    .flatMap(({ types }) => types)
    .some((type) => checker.getTypeAtLocation(type).getProperty(name) !== undefined);
}
