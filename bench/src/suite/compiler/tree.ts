// A project of a thousand .proto files, as a large team has it: packages of ten files that share types.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const PACKAGES = 100;
const FILES_EACH = 10;

export class ProtoTree implements Disposable {
  readonly root: string = mkdtempSync(join(tmpdir(), "trunkline-bench-"));
  readonly #changes = new Map<number, number>();

  constructor() {
    for (let at = 0; at < PACKAGES * FILES_EACH; at++) this.#write(at, 0);
  }

  /** Changes the last file of a package, which no other imports. */
  change(packageNumber: number): void {
    const at = (packageNumber % PACKAGES) * FILES_EACH + FILES_EACH - 1;
    const changes = (this.#changes.get(at) ?? 0) + 1;
    this.#changes.set(at, changes);
    this.#write(at, changes);
  }

  #write(at: number, changes: number): void {
    const path = join(this.root, "proto", pathOf(at));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, textOf(at, changes));
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

function pathOf(at: number): string {
  return `team/p${Math.floor(at / FILES_EACH)}/v1/file${at % FILES_EACH}.proto`;
}

function textOf(at: number, changes: number): string {
  const index = at % FILES_EACH;
  const number = Math.floor(at / FILES_EACH);
  // Each file but the first uses the one before it in its package, and the first of the package before.
  const imported = [
    ...(index > 0 ? [at - 1] : []),
    ...(number > 0 && index > 0 ? [(number - 1) * FILES_EACH] : []),
  ];
  const typeOf = (other: number) =>
    `team.p${Math.floor(other / FILES_EACH)}.v1.Item${other % FILES_EACH}`;
  return [
    'syntax = "proto3";',
    `package team.p${number}.v1;`,
    ...imported.map((other) => `import "${pathOf(other)}";`),
    `// Item ${at}.`,
    `message Item${index} {`,
    "  string name = 1;",
    "  repeated int64 sizes = 2;",
    "  map<string, bytes> labels = 3;",
    ...imported.map((other, field) => `  ${typeOf(other)} other${field} = ${field + 4};`),
    `  int32 changed${changes} = 20;`,
    "}",
    `message GetItem${index}Request { string name = 1; }`,
    `service Items${index} { rpc Get(GetItem${index}Request) returns (Item${index}); }`,
    "",
  ].join("\n");
}
