// Fixtures that must not compile: `*.types.ts`, where a comment names the error of the line below it.
//
//   // expect-error: "nam" is not a field of HelloRequest
//   greeter.sayHello({ nam: "x" });
//
// The error's text must contain the sentence. An error without an expectation fails as much as an
// expectation without its error; two comments above each other both speak of the line below them.

/**
 * @typedef {{ path: string, line: number, code: string, text: string }} CompileError
 * @typedef {{ path: string, line: number, sentence: string }} Expectation
 */

const errorLine = /^(?<path>[^\s(][^(]*)\((?<line>\d+),\d+\): error (?<code>TS\d+): (?<text>.*)$/;

/**
 * Parses what tsc prints with `--pretty false`. A line that is no error of a file is kept as an error
 * without a path, so that nothing tsc says goes unseen.
 *
 * @param {string} output
 * @returns {CompileError[]}
 */
export function parseErrors(output) {
  /** @type {CompileError[]} */
  const errors = [];
  for (const line of output.split("\n")) {
    if (line.trim() === "") continue;
    const match = errorLine.exec(line);
    if (match !== null) {
      const { path, code, text } = match.groups;
      errors.push({ path, line: Number(match.groups.line), code, text });
    } else if (line.startsWith(" ") && errors.length > 0) {
      errors[errors.length - 1].text += ` ${line.trim()}`;
    } else errors.push({ path: "", line: 0, code: "", text: line.trim() });
  }
  return errors;
}

/**
 * @param {string} path
 * @param {string} text
 * @returns {Expectation[]}
 */
export function parseExpectations(path, text) {
  /** @type {Expectation[]} */
  const expectations = [];
  /** @type {string[]} */
  let sentences = [];
  text.split("\n").forEach((content, index) => {
    const sentence = /^\s*\/\/ expect-error: (.*\S)\s*$/.exec(content)?.[1];
    if (sentence !== undefined) {
      sentences.push(sentence);
      return;
    }
    for (const each of sentences) expectations.push({ path, line: index + 1, sentence: each });
    sentences = [];
  });
  for (const sentence of sentences) expectations.push({ path, line: 0, sentence });
  return expectations;
}

/**
 * What does not match, as lines for people.
 *
 * @param {CompileError[]} errors
 * @param {Expectation[]} expectations
 * @returns {string[]}
 */
export function mismatches(errors, expectations) {
  const at = ({ path, line }) => `${path}:${line}`;
  const expectedPlaces = new Set(expectations.map(at));
  const unexpected = errors
    .filter((error) => !expectedPlaces.has(at(error)))
    .map(({ path, line, code, text }) => (path === "" ? text : `${path}:${line}: ${code} ${text}`));
  const missing = expectations.flatMap((expectation) => {
    const there = errors.filter((error) => at(error) === at(expectation));
    if (there.some(({ text }) => text.includes(expectation.sentence))) return [];
    const found = there.length === 0 ? "it compiles" : there.map(({ text }) => text).join("; ");
    return [`${at(expectation)}: expected the error "${expectation.sentence}": ${found}`];
  });
  return [...unexpected, ...missing];
}
