// JSON text in lines. What JSON.stringify would make of the values is nearly the same; but it writes minus zero as 0,
// and properties whose names are numbers first.

/** `text`, which has no space between its tokens, with a line a value; `step` stands for each level. */
export function indentJson(text: string, step: string): string {
  let result = "";
  let margin = "\n";
  for (const token of text.match(/"(?:[^"\\]|\\.)*"|\{\}|\[\]|[[\]{},:]|[^[\]{},:"]+/g) ?? []) {
    switch (token) {
      case "{":
      case "[":
        margin += step;
        result += token + margin;
        break;
      case "}":
      case "]":
        margin = margin.slice(0, margin.length - step.length);
        result += margin + token;
        break;
      case ",":
        result += token + margin;
        break;
      case ":":
        result += ": ";
        break;
      default:
        result += token;
    }
  }
  return result;
}
