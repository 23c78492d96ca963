// Which files: patterns of import paths, `*` within a folder and `**` across folders; "!" leaves out.

/** True for paths that a pattern names and none that begins with "!" does; no pattern names everything. */
export function filePatterns(patterns: readonly string[]): (path: string) => boolean {
  const included = patterns.filter((one) => !one.startsWith("!")).map(toRegExp);
  const excluded = patterns
    .filter((one) => one.startsWith("!"))
    .map((one) => toRegExp(one.slice(1)));
  return (path) =>
    (included.length === 0 || included.some((one) => one.test(path))) &&
    !excluded.some((one) => one.test(path));
}

/** A pattern without a wildcard at its end names a folder, too. */
function toRegExp(pattern: string): RegExp {
  const parts = pattern.split(/(\*\*\/|\*\*|\*)/).map((part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    return part === "*" ? "[^/]*" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("").replace(/\/$/, "")}(?:/.*)?$`);
}
