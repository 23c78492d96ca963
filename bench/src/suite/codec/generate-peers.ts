// The code of each subject, from the same .proto file, by the generator that its users run.

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryPath } from "@trunkline/interop";
import { type Peer, peer } from "@trunkline/scripts/peers";
import { buildSync } from "esbuild";

/** Below this workspace, where what the code imports is found. */
export const CODEC_FOLDER: string = repositoryPath("bench/.cache/codec");
const PROTOS = repositoryPath("bench/codec");
const FILE = "payloads.proto";
export const PROTO_PATH: string = join(PROTOS, FILE);

/** The generator of google-protobuf is no package of npm. */
export const googlePeer: Peer<"googleJs"> = peer("googleJs");

function run(file: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(file, args, {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`Cannot generate code with ${args[0]}: ${stdout}${stderr}`);
  return stdout;
}

function runNode(script: string, args: readonly string[]): string {
  return run(process.execPath, [repositoryPath(script), ...args]);
}

/** An empty place for the code of one subject. */
function folderFor(name: string): string {
  const folder = join(CODEC_FOLDER, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function runPlugin(name: string, plugin: string, folder: string, options: string): void {
  runNode("node_modules/protoc/protoc.cjs", [
    `--plugin=protoc-gen-${name}=${repositoryPath(`node_modules/.bin/${plugin}`)}`,
    `--proto_path=${PROTOS}`,
    `--${name}_out=${folder}`,
    `--${name}_opt=${options}`,
    FILE,
  ]);
}

/** TypeScript to one JavaScript module; what comes from packages stays an import. */
function toJavaScript(entry: string, out: string): void {
  buildSync({
    entryPoints: [entry],
    outfile: out,
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "error",
  });
}

function generateTrunkline(name: string, settings: string): void {
  const folder = folderFor(name);
  const config = join(folder, "trunkline.yaml");
  writeFileSync(config, `generate: [{ target: typescript${settings} }]\n`);
  const places = ["--proto-dir", PROTOS, "--out", folder];
  runNode("packages/cli/bundle/main.js", ["generate", "--config", config, ...places]);
  toJavaScript(join(folder, "payloads_pb.ts"), join(folder, "code.js"));
}

function generateTsProto(name: string, options: string): void {
  const folder = folderFor(name);
  runPlugin("ts_proto", "protoc-gen-ts_proto", folder, options);
  toJavaScript(join(folder, "payloads.ts"), join(folder, "code.js"));
}

function generateProtobufTs(name: string, options: string): void {
  const folder = folderFor(name);
  runPlugin("ts", "protoc-gen-ts", folder, options);
  toJavaScript(join(folder, "payloads.ts"), join(folder, "code.js"));
}

/** Generates the code of all subjects that can be had here, each into a folder of its own. */
export function generateAll(): void {
  generateTrunkline("trunkline", "");
  generateTrunkline("trunkline-number", ", int64: number");
  generateTrunkline("trunkline-typed", ", packed: typed");
  generateTrunkline("trunkline-view", ", packed: view");
  const pbjs = ["-t", "static-module", "-w", "commonjs", "-o"];
  runNode("node_modules/.bin/pbjs", [...pbjs, join(folderFor("pbjs"), "code.cjs"), PROTO_PATH]);
  runPlugin("es", "protoc-gen-es", folderFor("protobuf-es"), "target=js,import_extension=js");
  generateTsProto("ts-proto", "importSuffix=.js");
  generateTsProto("ts-proto-bigint", "importSuffix=.js,forceLong=bigint");
  generateProtobufTs("protobuf-ts", "optimize_speed");
  generateProtobufTs("protobuf-ts-number", "optimize_speed,long_type_number");
  const pbf = runNode("node_modules/.bin/pbf", [PROTO_PATH]);
  writeFileSync(join(folderFor("pbf"), "code.js"), pbf);
  if (googlePeer.ready) {
    const folder = folderFor("google-protobuf");
    writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }\n');
    const out = `--js_out=import_style=commonjs,binary:${folder}`;
    run(googlePeer.paths.protoc, [`--proto_path=${PROTOS}`, out, FILE]);
  }
}
