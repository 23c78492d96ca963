// What the fuzz targets found, as small as it got. Each is tried in every run of the tests.

export interface FoundCase {
  /** What went wrong. */
  readonly name: string;
  readonly target: string;
  /** As the command prints it, or one text. */
  readonly steps: readonly string[];
}

const OPTIONS = 'import "options.proto"; ';

export const found: readonly FoundCase[] = [
  {
    name: "the second service of a name has fewer methods than the first",
    target: "compiler-schemas",
    steps: [`${OPTIONS}message Ma {} service Sa { rpc G(Ma) returns (opt.Base) {} } service Sa {}`],
  },
  {
    name: "options of a method that comes after one whose types mean nothing",
    target: "compiler-schemas",
    steps: [
      `${OPTIONS}message M {} service S { rpc A(X) returns (M); rpc B(M) returns (M) { option (opt.mbase) = {}; } }`,
    ],
  },
  {
    name: "the message about a value of which there are many ends in a full stop",
    target: "compiler-octets",
    steps: ['syntax = "proto3"; message M { int32 a = 1 [targets = E]; }'],
  },
  {
    name: "a long string where a name should be is shown without its end",
    target: "compiler-octets",
    steps: [`message "${"a string of many words ".repeat(4)}"`],
  },
];
