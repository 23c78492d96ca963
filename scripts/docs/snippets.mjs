// Fenced code in Markdown. What a fence's info string says after the language decides what is done:
//   ```ts file=server.ts     a file of the document's project: the files together are type-checked
//   ```ts check              stands alone, and is type-checked alone
//   ```sh quick-start        commands that the packed install runs, in this order
// Other fences are for the eye only.

/**
 * @typedef {object} Snippet
 * @property {string} language
 * @property {string[]} marks The rest of the info string.
 * @property {string} text
 * @property {number} line Of its first line of code.
 */

/**
 * @param {string} markdown
 * @returns {Snippet[]}
 */
export function snippets(markdown) {
  /** @type {Snippet[]} */
  const found = [];
  /** @type {Snippet | undefined} */
  let open;
  let fence = "";
  markdown.split("\n").forEach((line, index) => {
    const match = /^(`{3,}|~{3,})(.*)$/.exec(line.trimStart());
    if (open === undefined && match !== null) {
      const [language = "", ...marks] = match[2].trim().split(/\s+/);
      open = { language, marks, text: "", line: index + 2 };
      fence = match[1];
    } else if (open !== undefined && line.trim() === fence) {
      found.push(open);
      open = undefined;
    } else if (open !== undefined) open.text += `${line}\n`;
  });
  if (open !== undefined) throw new Error(`Fence on line ${open.line - 1} is never closed`);
  return found;
}

/** The files of a document's project: path to text. */
export function projectFiles(found) {
  const files = new Map();
  for (const { marks, text } of found) {
    const path = marks.find((mark) => mark.startsWith("file="))?.slice("file=".length);
    if (path === undefined) continue;
    if (files.has(path)) throw new Error(`Two snippets are called "${path}"`);
    files.set(path, text);
  }
  return files;
}

/** The commands that the packed install runs, without comments. */
export function commands(found, mark) {
  return found
    .filter(({ language, marks }) => language === "sh" && marks.includes(mark))
    .flatMap(({ text }) => text.split("\n"))
    .map((line) => line.replace(/(^|\s+)#.*$/, "").trim())
    .filter((line) => line !== "");
}
