// Checks each import of each file against the table of rooms.

import { builtinModules } from "node:module";
import { posix } from "node:path";

/**
 * @typedef {import("./read-files.mjs").SourceFile} SourceFile
 * @typedef {import("../rooms.mjs").Package} Package
 * @typedef {{ packages: Record<string, Package>, strangers: string[][], outsiders: string[] }} Table
 * @typedef {{ path: string, line: number, message: string }} Violation
 * @typedef {Record<string, readonly string[]>} Dependencies Names that each package may import.
 */

/** Tests, and fixtures that show compile errors: leaves that no other file may import. */
const isTest = (path) => /\.(test|types)\.ts$/.test(path) || isTestSupport(path);
/** What several tests share. */
const isTestSupport = (path) => /\.testing\.ts$/.test(path);

/** Where a file lies: its package, and the room in it ("" for entry points). */
function locate(path, packages) {
  for (const name of Object.keys(packages)) {
    const prefix = `${name}/src/`;
    if (!path.startsWith(prefix)) continue;
    const rest = path.slice(prefix.length);
    return { package: name, room: rest.includes("/") ? rest.slice(0, rest.indexOf("/")) : "" };
  }
  return undefined;
}

/** The file that a relative specifier names, as written in the repository. */
export function resolveImport(from, specifier) {
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, ".ts");
}

/**
 * @param {SourceFile[]} files
 * @param {Table} table
 * @param {Dependencies} dependencies
 * @returns {Violation[]}
 */
export function checkRooms(files, table, dependencies) {
  /** @type {Violation[]} */
  const violations = [];
  for (const file of files) {
    const report = (line, message) => violations.push({ path: file.path, line, message });
    const place = locate(file.path, table.packages);
    if (place === undefined) checkOutsider(file, table, report);
    else {
      const { rooms } = table.packages[place.package];
      if (place.room !== "" && rooms[place.room] === undefined) {
        report(
          1,
          `"${place.room}" is not a room: add it to scripts/rooms.mjs with what it may import`,
        );
        continue;
      }
      for (const { specifier, line } of file.imports) {
        const message = importProblem(file.path, place, specifier, table, dependencies);
        if (message !== undefined) report(line, message);
      }
      checkUses(file, place, table.packages[place.package], report);
    }
  }
  return violations;
}

function importProblem(path, place, specifier, table, dependencies) {
  if (specifier.startsWith(".")) return relativeProblem(path, place, specifier, table);
  if (isBuiltin(specifier)) {
    if (isTest(path)) return undefined;
    const allowed = table.packages[place.package].builtins[place.room] ?? [];
    if (allowed.includes("*") || allowed.includes(specifier)) return undefined;
    return `${roomName(place.room)} may not import "${specifier}": ${allowed.length === 0 ? "it runs wherever JavaScript does" : `of Node it sees ${allowed.join(", ")}`}`;
  }
  const name = packageName(specifier);
  const allowed = dependencies[isTest(path) ? `${place.package} tests` : place.package] ?? [];
  if (allowed.includes(name)) return undefined;
  return `Cannot import "${specifier}": "${name}" is not a dependency of ${place.package}`;
}

function relativeProblem(path, place, specifier, table) {
  const target = resolveImport(path, specifier);
  const there = locate(target, table.packages);
  if (there === undefined || there.package !== place.package) {
    return `Cannot import "${specifier}": it leaves the package; packages import each other by name`;
  }
  if (isTest(target) && !isTest(path)) {
    return `Cannot import "${specifier}": it is there for tests alone`;
  }
  if (there.room === place.room) return undefined;
  if (there.room === "") {
    if (isTest(path)) return undefined;
    return `${roomName(place.room)} may not import "${specifier}": entry points see rooms, not the other way round`;
  }
  const isStranger = table.strangers.some(
    (pair) => pair.includes(place.room) && pair.includes(there.room),
  );
  if (isStranger) return `${place.room}/ and ${there.room}/ may not see each other`;
  const allowed = table.packages[place.package].rooms[place.room] ?? [];
  if (place.room !== "" && !isTest(path) && !allowed.includes(there.room)) {
    return `${place.room}/ may not import ${there.room}/: it sees ${allowed.join(", ") || "nothing"}`;
  }
  if (
    posix.basename(target) !== "index.ts" ||
    posix.dirname(target).split("/").at(-1) !== there.room
  ) {
    return `Cannot import "${specifier}": the one way into ${there.room}/ is its index.ts`;
  }
  return undefined;
}

function checkUses(file, place, { timers }, report) {
  if (isTest(file.path)) return;
  for (const { what, text, line } of file.uses) {
    if (what === "timer" && !timers.includes(place.room)) {
      report(line, `${roomName(place.room)} may not use ${text}: time comes from a Clock`);
    } else if (what === "eval") {
      report(line, `Cannot use ${text}: the packages run under a strict content security policy`);
    } else if (what === "export *") {
      report(line, `Cannot write export * from "${text}": what is exported is an explicit list`);
    }
  }
}

/** Programs beside the packages see only what every user sees. */
function checkOutsider(file, { packages, outsiders }, report) {
  const folder = outsiders.find((name) => file.path.startsWith(`${name}/`));
  if (folder === undefined) return;
  for (const { specifier, line } of file.imports) {
    const isInside = specifier.startsWith(".")
      ? Object.keys(packages).some((name) =>
          resolveImport(file.path, specifier).startsWith(`${name}/`),
        )
      : /^(@trunkline\/\w+|trunkline)\/(src|dist)\//.test(specifier);
    if (isInside) {
      report(
        line,
        `${folder}/ may not import "${specifier}": it uses public entry points, by name`,
      );
    }
  }
}

const roomName = (room) => (room === "" ? "An entry point" : `${room}/`);
const isBuiltin = (specifier) =>
  specifier.startsWith("node:") || builtinModules.includes(specifier);
const packageName = (specifier) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
