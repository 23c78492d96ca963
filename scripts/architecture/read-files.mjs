// Reads source files into what the architecture is checked on: their imports and a few kinds of use.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript-5.9";

/**
 * @typedef {{ specifier: string, line: number }} Import
 * @typedef {{ what: "timer" | "eval" | "export *", text: string, line: number }} Use
 * @typedef {{ path: string, imports: Import[], uses: Use[] }} SourceFile
 */

const timerNames = new Set(["setTimeout", "setInterval", "setImmediate"]);
const ignoredFolders = new Set(["node_modules", "dist", ".cache", ".tools", "testdata"]);

/** Every TypeScript file under `folder`, as paths relative to `root` with forward slashes. */
export function* typescriptFiles(root, folder) {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!ignoredFolders.has(entry.name)) yield* typescriptFiles(root, path);
    } else if (/\.[cm]?ts$/.test(entry.name)) yield path;
  }
}

/** @returns {SourceFile} */
export function readSourceFile(root, path) {
  return parseSourceFile(path, readFileSync(join(root, path), "utf8"));
}

/** @returns {SourceFile} */
export function parseSourceFile(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  /** @type {SourceFile} */
  const file = { path, imports: [], uses: [] };
  const lineOf = (node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

  const visit = (node) => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) file.imports.push({ specifier, line: lineOf(node) });
    const use = useOf(node);
    if (use !== undefined) file.uses.push({ ...use, line: lineOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return file;
}

/** The module that `node` imports, in whichever of the five ways there are; undefined for other nodes. */
function specifierOf(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    return node.moduleSpecifier?.text;
  }
  if (ts.isImportTypeNode(node)) return node.argument.literal?.text;
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return node.moduleReference.expression.text;
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const argument = node.arguments[0];
    return argument !== undefined && ts.isStringLiteralLike(argument) ? argument.text : undefined;
  }
  return undefined;
}

/** @returns {Omit<Use, "line"> | undefined} */
function useOf(node) {
  if (ts.isExportDeclaration(node) && node.exportClause === undefined) {
    return { what: "export *", text: node.moduleSpecifier.text };
  }
  if (!ts.isIdentifier(node)) return undefined;
  const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
  if (isMember) {
    const isGlobal = node.parent.expression.getText() === "globalThis";
    if (!isGlobal) return undefined;
  }
  const isUsed =
    isMember ||
    ((ts.isCallExpression(node.parent) || ts.isNewExpression(node.parent)) &&
      (node.parent.expression === node || node.parent.arguments?.includes(node))) ||
    (ts.isVariableDeclaration(node.parent) && node.parent.initializer === node);
  if (!isUsed) return undefined;
  if (timerNames.has(node.text)) return { what: "timer", text: node.text };
  if (node.text === "eval" || node.text === "Function") return { what: "eval", text: node.text };
  return undefined;
}
