// Names given twice in an object. JSON.parse keeps the last of them and says nothing, which is how two readers come
// to see two messages in one text; but then the text has more names than the values have. Names are counted by
// the colons that are in no string, which is several times faster than to parse.

/** How many names the objects of `text` have, which must be JSON. */
export function countNames(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x3a) count++;
    else if (unit === 0x22) i = endOfString(text, i + 1);
  }
  return count;
}

/** The position of the quote that ends the string whose content begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let i = start; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x22) return i;
    if (unit === 0x5c) i++;
  }
  return text.length;
}

/** How many names the objects in a value have that nobody reads. */
export function namesIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  const waiting: object[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const values: unknown[] = Array.isArray(next) ? next : Object.values(next);
    if (!Array.isArray(next)) count += values.length;
    for (const each of values) if (typeof each === "object" && each !== null) waiting.push(each);
  }
  return count;
}
