// Whose code is type-checked: each generator is run over the same files.

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repositoryPath } from "@trunkline/interop";

/** Generates the code of the files below `protos` (`paths`) into `out`. */
export interface Generator {
  readonly subject: string;
  generate(protos: string, paths: readonly string[], out: string): void;
}

function run(args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`Cannot generate code: ${stdout}${stderr}`);
}

function protocPlugin(subject: string, plugin: string, flags: readonly string[]): Generator {
  const name = /protoc-gen-(\w+)$/.exec(plugin)?.[1];
  return {
    subject,
    generate(protos, paths, out) {
      mkdirSync(out, { recursive: true });
      run([
        repositoryPath("node_modules/protoc/protoc.cjs"),
        `--plugin=protoc-gen-${name}=${repositoryPath(plugin)}`,
        `--proto_path=${protos}`,
        `--${name}_out=${out}`,
        ...flags,
        ...paths,
      ]);
    },
  };
}

/** Ours, by a configuration where `settings` are not the default. */
function trunkline(subject: string, settings = ""): Generator {
  return {
    subject,
    generate(protos, _, out) {
      mkdirSync(dirname(out), { recursive: true });
      const config = join(dirname(out), "trunkline.yaml");
      writeFileSync(config, `generate: [{ target: typescript${settings} }]\n`);
      run([
        repositoryPath("packages/cli/dist/main.js"),
        ...["generate", "--config", config, "--proto-dir", protos, "--out", out],
      ]);
    },
  };
}

/** protobuf-es in TypeScript, importing as Node does: its default is JavaScript with declarations. */
function protobufEs(subject: string, settings = ""): Generator {
  const flag = `--es_opt=target=ts,import_extension=js${settings}`;
  return protocPlugin(subject, "node_modules/.bin/protoc-gen-es", [flag]);
}

export const generators: readonly Generator[] = [
  trunkline("trunkline"),
  trunkline("trunkline, typeCheck: true", ", typeCheck: true"),
  protobufEs("protobuf-es"),
  protobufEs("protobuf-es, ts_nocheck=true", ",ts_nocheck=true"),
  protocPlugin("ts-proto", "node_modules/.bin/protoc-gen-ts_proto", [
    "--ts_proto_opt=importSuffix=.js",
  ]),
];
