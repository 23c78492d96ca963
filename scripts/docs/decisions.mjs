// Decision records: numbered without gaps, each number once and the same in the file's name and heading.

/**
 * @param {Map<string, string>} documents Every Markdown file, path to text.
 * @returns {string[]} One line a record that is out of order.
 */
export function misnumbered(documents) {
  const problems = [];
  const records = [...documents].filter(([path]) => path.startsWith("docs/decisions/")).sort();
  records.forEach(([path, text], index) => {
    const expected = String(index + 1).padStart(4, "0");
    const name = /(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1];
    const heading = /^# (\d{4}): \S/.exec(text)?.[1];
    if (name !== expected) problems.push(`${path}: expected the number ${expected}`);
    else if (heading !== expected) {
      problems.push(`${path}: expected a first line that begins "# ${expected}: "`);
    }
  });
  return problems;
}
