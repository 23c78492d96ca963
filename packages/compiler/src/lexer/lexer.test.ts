import assert from "node:assert/strict";
import { test } from "node:test";
import { SourceFile } from "../source/index.js";
import { commentsBetween } from "./comments.js";
import { Lexer } from "./lexer.js";
import { floatOf, integerOf, stringOf } from "./literals.js";

function lex(text: string): { tokens: string[]; rules: string[] } {
  const rules: string[] = [];
  const lexer = new Lexer(new SourceFile("x", text), (one) => rules.push(one.ruleId));
  const tokens: string[] = [];
  for (let token = lexer.next(); token.kind !== "end"; token = lexer.next()) {
    tokens.push(`${token.kind} ${token.text}`);
    assert.equal(text.slice(token.start, token.end), token.text);
  }
  return { tokens, rules };
}

test("Lexer splits text into names, numbers, strings and signs", () => {
  const { tokens, rules } = lex(`a_1.b=-0x1F 017 1. .5 1e+3 "x\\"y" 'z'[]// c\n/* d */;`);
  assert.deepEqual(rules, []);
  assert.deepEqual(tokens, [
    ...["identifier a_1", "symbol .", "identifier b", "symbol =", "symbol -", "integer 0x1F"],
    ...["integer 017", "float 1.", "float .5", "float 1e+3", 'string "x\\"y"', "string 'z'"],
    ...["symbol [", "symbol ]", "symbol ;"],
  ]);
});

test("Lexer reports what is no token, once, and goes on after it", () => {
  const cases: [string, string[], string[]][] = [
    ["a é b", ["stray-character"], ["identifier a", "malformed é", "identifier b"]],
    ["a \u0001\u0002 b", ["stray-character"], ["identifier a", "identifier b"]],
    ["1a", ["malformed-number"], ["malformed 1a"]],
    ["09 1", ["malformed-number"], ["malformed 09", "integer 1"]],
    ["0x", ["malformed-number"], ["malformed 0x"]],
    ["1e+", ["malformed-number"], ["malformed 1e+"]],
    ["1.2.3", ["malformed-number"], ["malformed 1.2.3"]],
    ['"a\nb', ["unterminated-string"], ['malformed "a', "identifier b"]],
    ['"a\\', ["bad-escape", "unterminated-string"], ['malformed "a\\']],
    ['"\\q\\xg"', ["bad-escape", "bad-escape"], ['string "\\q\\xg"']],
    ["a /* b", ["unterminated-comment"], ["identifier a"]],
  ];
  for (const [text, rules, tokens] of cases) assert.deepEqual(lex(text), { tokens, rules }, text);
});

test("Lexer tells which tokens begin a line", () => {
  const lexer = new Lexer(new SourceFile("x", "a b /*\n*/ c // d\ne"), () => {});
  const starts = [1, 2, 3, 4].map(() => lexer.next().startsLine);
  assert.deepEqual(starts, [true, false, true, true]);
});

test("integerOf() reads decimal, octal and hexadecimal", () => {
  const values = ["0", "17", "017", "0x1f", "18446744073709551616"].map(integerOf);
  assert.deepEqual(values, [0n, 17n, 15n, 31n, 1n << 64n]);
  assert.ok(integerOf("9".repeat(1_000_000)) > 1n << 64n);
});

test("floatOf() reads decimals and exponents", () => {
  assert.deepEqual([".5", "1.", "1e3", "2.5E-1", "7"].map(floatOf), [0.5, 1, 1000, 0.25, 7]);
});

test("stringOf() undoes escapes, bytes as UTF-8", () => {
  const cases: [string, string][] = [
    ['"a\\tb\\\\\\"\\?"', 'a\tb\\"?'],
    ["'\\x41\\102\\u0043\\U0001f600'", "ABC😀"],
    ['"\\303\\251 é \\xff"', "é é \ufffd"],
    ['"\\0\\18"', "\u0000\u00018"],
  ];
  for (const [token, value] of cases) assert.equal(stringOf([token]).value, value);
});

test("commentsBetween() gives each comment to one side or to none", () => {
  const between = (gap: string, next = "x") =>
    commentsBetween(`;${gap}${next}`, { from: 1, to: 1 + gap.length });
  assert.deepEqual(between(" // a\n"), { trailing: " a\n", detached: [], leading: undefined });
  assert.deepEqual(between("\n// a\n"), { trailing: undefined, detached: [], leading: " a\n" });
  assert.deepEqual(between("\n// a\n\n// b\n\n// c\n// d\n"), {
    trailing: " a\n",
    detached: [" b\n"],
    leading: " c\n d\n",
  });
  assert.deepEqual(between(" /* a */ "), {
    trailing: undefined,
    detached: [" a "],
    leading: undefined,
  });
  assert.equal(between("\n// a\n", "}").trailing, " a\n");
  assert.equal(between("\n/* a\n   * b\n   c */\n").leading, " a\n b\nc ");
});
