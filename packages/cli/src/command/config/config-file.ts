// trunkline.yaml: read and checked, every mistake with its line and key.

import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { codeOf, reasonOf, UsageError } from "../usage-error.js";
import { ConfigNode, ConfigProblems } from "./config-node.js";
import { POLICY_KEYS, readPolicies } from "./read-policies.js";
import { DEFAULT_TYPESCRIPT, type Target } from "./settings.js";
import { loadYaml } from "./yaml.js";

export const CONFIG_NAME = "trunkline.yaml";

/** What the file says; paths as they are in it. */
export interface ConfigFile {
  readonly protoDirs: readonly string[] | undefined;
  readonly targets: readonly Target[] | undefined;
}

/**
 * Reads the file at `path`, which is called `name` to the user; undefined where there is none.
 *
 * @throws UsageError when it cannot be read, or with all that is wrong with it.
 */
export async function readConfigFile(path: string, name: string): Promise<ConfigFile | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new UsageError(`Cannot read "${name}": ${reasonOf(error)}`);
  }
  if (!isUtf8(bytes)) throw new UsageError(`Cannot read "${name}": it is not UTF-8`);
  const text = new TextDecoder().decode(bytes);
  return await parseConfigFile(text, name);
}

/** @throws UsageError with all that is wrong with `text` */
export async function parseConfigFile(text: string, name: string): Promise<ConfigFile> {
  const yaml = await loadYaml();
  const { LineCounter, parseDocument } = yaml;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = new ConfigProblems(name, lines, yaml);
  for (const { pos, code, message } of document.errors) {
    const isSecond = code === "MULTIPLE_DOCS";
    problems.add(pos[0], isSecond ? "a second document begins: expected one" : message);
  }
  const isEmpty = document.contents === null || text.trim() === "";
  const config =
    problems.lines.length > 0 || isEmpty
      ? { protoDirs: undefined, targets: undefined }
      : readConfig(new ConfigNode(problems, document.contents, "", 0));
  if (problems.lines.length > 0) {
    throw new UsageError(
      problems.lines.join("\n"),
      "docs/reference/config.md of Trunkline lists all keys",
    );
  }
  return config;
}

function readConfig(root: ConfigNode): ConfigFile {
  const keys = root.map(["proto", "generate"]);
  const targets = keys.get("generate")?.list("targets");
  return {
    protoDirs: keys.get("proto")?.strings("a folder, or a list of folders"),
    targets: targets?.flatMap((one) => readTarget(one) ?? []),
  };
}

const COMMON_KEYS = ["target", "out", "files"];
const KEYS = {
  typescript: [
    ...COMMON_KEYS,
    "runtimeImport",
    "importExtension",
    "typeCheck",
    ...POLICY_KEYS,
    "overrides",
  ],
  python: [...COMMON_KEYS, "python"],
  plugin: [...COMMON_KEYS, "options", "includeImports"],
};

function readTarget(node: ConfigNode): Target | undefined {
  if (!node.isMap) return node.fail('a target, as in: { target: typescript, out: "gen" }');
  const name = nameOf(node);
  if (name === undefined) return undefined;
  const kind = name === "typescript" || name === "python" ? name : "plugin";
  const keys = node.map(KEYS[kind]);
  const out = keys.get("out")?.string("a folder");
  const files = keys.get("files")?.strings("a pattern of import paths, or a list of them") ?? [];
  if (kind === "typescript") {
    const { runtimeImport } = DEFAULT_TYPESCRIPT;
    return {
      ...DEFAULT_TYPESCRIPT,
      out: out ?? DEFAULT_TYPESCRIPT.out,
      files,
      runtimeImport: keys.get("runtimeImport")?.string("a module") ?? runtimeImport,
      importExtension: keys.get("importExtension")?.oneOf([".js", ".ts"]),
      isTypeChecked: keys.get("typeCheck")?.boolean() ?? false,
      policies: readPolicies(keys),
    };
  }
  if (out === undefined) {
    return keys.has("out") ? undefined : node.fail('a target with "out", the folder to write to');
  }
  if (kind === "python") {
    const python = keys.get("python")?.string("a Python interpreter") ?? "python3";
    return { kind, name, out, files, python };
  }
  return {
    kind,
    name,
    out,
    files,
    program: name,
    parameter: parameterOf(keys.get("options")),
    includeImports: keys.get("includeImports")?.boolean() ?? false,
  };
}

function nameOf(node: ConfigNode): string | undefined {
  const target = node.get("target");
  if (target === undefined) return node.fail('a target with "target": what to generate');
  const wanted = "typescript, python, or a plugin: protoc-gen-x, or its path";
  const name = target.string(wanted);
  if (name === undefined) return undefined;
  const isPlugin = /^protoc-gen-/.test(name) || name.includes("/");
  return isPlugin || name === "typescript" || name === "python" ? name : target.fail(wanted);
}

/** `a=b,c=d` of a text, a list of texts, or a map. */
function parameterOf(node: ConfigNode | undefined): string {
  if (node === undefined) return "";
  const what = "text: one, a list, or keys and values";
  return (node.isMap ? node.pairs(what) : node.strings(what)).join(",");
}
