// A schema of 5,000 messages, the same in every run: files of fifty messages each, with parts of their own and
// of other files, as those of a company with many services have.

const FILES = 100;
const MESSAGES_EACH = 50;

/** How many messages there are. */
export const MESSAGES: number = FILES * MESSAGES_EACH;

/** The files' texts by path. */
export function schemaFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let index = 0; index < FILES; index++) files.set(pathOf(index), fileText(index));
  return files;
}

function pathOf(index: number): string {
  return `area${index % 10}/part${index}.proto`;
}

function fileText(index: number): string {
  // Files use some of those before them.
  const used = [index - 1, index - 7, index - 31].filter((other) => other >= 0);
  const messages = Array.from({ length: MESSAGES_EACH }, (_, at) => messageText(index, at, used));
  return [
    'syntax = "proto3";',
    `package area${index % 10}.part${index};`,
    'import "google/protobuf/timestamp.proto";',
    ...used.map((other) => `import "${pathOf(other)}";`),
    "enum State { STATE_UNSPECIFIED = 0; STATE_ACTIVE = 1; STATE_DELETED = 2; }",
    ...messages,
    `service Service${index} {`,
    ...Array.from(
      { length: 5 },
      (_, at) => `  rpc Method${at}(Message${2 * at}) returns (Message${2 * at + 1});`,
    ),
    "}",
  ].join("\n");
}

/** Every fifth message is a leaf; the others have leaves of their own file and of another. */
function messageText(file: number, at: number, used: readonly number[]): string {
  const other = used[at % Math.max(used.length, 1)];
  const far = other === undefined ? "" : `area${other % 10}.part${other}.`;
  const leaf = at - (at % 5);
  const scalars = `message Message${at} {
  string name = 1;
  int64 id = 2;
  repeated double values = 3;
  optional bool is_set = 4;
  State state = 5;
  google.protobuf.Timestamp changed = 6;`;
  if (at === leaf) return `${scalars}\n}`;
  return `${scalars}
  Message${leaf} part = 7;
  repeated ${far}Message${leaf} others = 8;
  map<string, Message${(leaf + 5 * (file % 10)) % MESSAGES_EACH}> by_name = 9;
  oneof choice { string text = 10; bytes data = 11; Message${leaf} chosen = 12; }
}`;
}
