// Links inside the repository: each must lead to a file that is there, and to a heading that it has.

import { posix } from "node:path";

/** The anchor of a heading, as the usual renderers make it. */
export function anchorOf(heading) {
  return heading
    .toLowerCase()
    .replace(/[`*]/g, "")
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}

/** The Markdown without its fenced code, line for line. */
function withoutCode(markdown) {
  let isCode = false;
  return markdown.split("\n").map((line) => {
    const isFence = /^\s*(```|~~~)/.test(line);
    if (isFence) isCode = !isCode;
    return isCode || isFence ? "" : line;
  });
}

function anchors(markdown) {
  return withoutCode(markdown)
    .map((line) => /^#{1,6} +(.*)$/.exec(line)?.[1])
    .filter((heading) => heading !== undefined)
    .map(anchorOf);
}

/**
 * @param {Map<string, string>} documents Every Markdown file, path to text.
 * @param {(path: string) => boolean} exists Whether the repository has that file or folder.
 * @returns {string[]} One line a broken link.
 */
export function brokenLinks(documents, exists) {
  const broken = [];
  for (const [path, markdown] of documents) {
    withoutCode(markdown).forEach((line, index) => {
      for (const [, target] of line.replace(/`[^`]*`/g, "").matchAll(/\]\(([^)\s]+)\)/g)) {
        const problem = problemOf(path, target);
        if (problem !== undefined) broken.push(`${path}:${index + 1}: "${target}" ${problem}`);
      }
    });
  }
  return broken;

  function problemOf(path, target) {
    if (/^[a-z]+:/.test(target)) return undefined;
    const [file, anchor] = target.split("#");
    const there = file === "" ? path : posix.join(posix.dirname(path), file);
    if (!exists(there)) return "leads to a file that is not there";
    if (anchor === undefined || !there.endsWith(".md")) return undefined;
    const has = anchors(documents.get(there) ?? "").includes(anchor);
    return has ? undefined : `leads to a heading that ${there} does not have`;
  }
}
