// What `trunkline generate` does: for which files, and what is made of them.

import type { CodegenPolicies } from "@trunkline/compiler";

export interface Settings {
  /** Folders that imports start from, as the user would type them. */
  readonly protoDirs: readonly string[];
  readonly targets: readonly Target[];
}

export type Target = TypeScriptTarget | PluginTarget | PythonTarget;

interface CommonTarget {
  /** As it is called in the file: `typescript`, `protoc-gen-go`. */
  readonly name: string;
  /** The folder to write to, as the user would type it. */
  readonly out: string;
  /** Patterns of import paths; none for all files. */
  readonly files: readonly string[];
}

export interface TypeScriptTarget extends CommonTarget {
  readonly kind: "typescript";
  readonly runtimeImport: string;
  /** Undefined for what the project's tsconfig.json says. */
  readonly importExtension: ".js" | ".ts" | undefined;
  /** Whether TypeScript checks the generated files themselves. */
  readonly isTypeChecked: boolean;
  /** How 64-bit integers, times and bytes are held. */
  readonly policies: CodegenPolicies;
}

/** A program that speaks protoc's plugin protocol. */
export interface PluginTarget extends CommonTarget {
  readonly kind: "plugin";
  /** A name on PATH, or a path. */
  readonly program: string;
  /** What protoc's `--x_opt` would say. */
  readonly parameter: string;
  readonly includeImports: boolean;
}

/** grpcio-tools. */
export interface PythonTarget extends CommonTarget {
  readonly kind: "python";
  /** The interpreter that has them: a name on PATH, or a path. */
  readonly python: string;
}

/** What is generated where nothing says otherwise. */
export const DEFAULT_TYPESCRIPT: TypeScriptTarget = {
  kind: "typescript",
  name: "typescript",
  out: "gen",
  files: [],
  runtimeImport: "trunkline/protobuf",
  importExtension: undefined,
  isTypeChecked: false,
  policies: {},
};
