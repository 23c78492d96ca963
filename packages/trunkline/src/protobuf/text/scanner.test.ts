import assert from "node:assert/strict";
import { test } from "node:test";
import { Scanner, type Token } from "./scanner.js";

function tokensOf(text: string): string {
  const scanner = new Scanner(text);
  const all: Token[] = [];
  while (scanner.token.kind !== "end") all.push(scanner.take());
  return all.map(({ kind, text: token, start }) => `${kind[0]}${start}:${token}`).join(" ");
}

test("Scanner gives names, numbers, strings and symbols with where they are", () => {
  assert.equal(
    tokensOf("a_1:-12 # b\n\t{x:'y\"z'}"),
    "i0:a_1 s3:: s4:- n5:12 s13:{ i14:x s15:: s16:'y\"z' s21:}",
  );
  assert.equal(tokensOf(" \r\n\v\f# only a comment"), "");
  assert.equal(tokensOf("é\u00a0"), "s0:é s1:\u00a0");
});

test("Scanner takes numbers of every form whole", () => {
  const numbers = [
    "0",
    "12",
    "0x1Fa",
    "0X0",
    "1.",
    "1.5",
    ".5",
    "1e3",
    "1.5E-3",
    "2f",
    ".5e+1F",
    "007",
  ];
  for (const number of numbers) {
    assert.equal(tokensOf(number), `n0:${number}`);
    assert.equal(tokensOf(`-${number},`), `s0:- n1:${number} s${number.length + 1}:,`);
  }
  assert.equal(tokensOf(". -"), "s0:. s2:-");
});

test("Scanner refuses numbers that go on as no number does", () => {
  for (const [text, number] of [
    ["1a", "1"],
    ["1.2.3", "1.2"],
    ["0x", "0"],
    ["1e", "1"],
    ["1.5_", "1.5"],
    ["0x1g", "0x1"],
  ] as const) {
    assert.throws(() => new Scanner(text), {
      message: `line 1, column 1: expected a space or a sign after the number ${number}`,
    });
  }
});

test("Scanner says which strings are plain, and refuses those that do not end in their line", () => {
  const isPlain = (text: string): boolean => new Scanner(text).token.isPlain;
  assert.deepEqual(["'ab ü 你'", "'a\\n'", "'😀'", "''"].map(isPlain), [true, false, false, true]);
  for (const text of ["'a", "'a\nb'", "'a\\\nb'", "'a\\", "'a\\'"]) {
    assert.throws(() => new Scanner(`  ${text}`), {
      message: "line 1, column 3: the string does not end in its line",
    });
  }
});

test("Scanner.takeBracketed() takes a name with spaces and comments in it, as protoc does", () => {
  const take = (text: string): string => {
    const scanner = new Scanner(text);
    const name = scanner.takeBracketed();
    assert.equal(scanner.token.text, "rest", text);
    return name;
  };
  for (const text of [
    "[a.b]",
    "[ a . b ]",
    "[a\t.\r\n\v\fb]",
    "[a#c ] [\n.#d\n#e\n b #f\n]",
    "[\n#c\na.b]",
  ]) {
    assert.equal(take(`${text} rest`), "a.b", text);
  }
  assert.equal(take("[ t-1.com / x%20y # c\n / a.M ] rest"), "t-1.com/x%20y/a.M");
  for (const text of ["[]", "[ #a\n ]", "[a", "[a.b #]", '["a"]', "[a b}", "[a.b [c]]"]) {
    assert.throws(() => take(`${text}`), {
      name: "TextError",
      message: 'line 1, column 1: expected a name and "]", got "["',
    });
  }
});
