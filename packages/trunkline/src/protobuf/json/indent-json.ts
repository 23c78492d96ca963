// JSON text in lines. What JSON.stringify would make of the values is nearly the same; but it writes minus zero as 0,
// and properties whose names are numbers first.

const BACKSLASH = 0x5c;

/** `text`, which has no space between its tokens, with a line a value; `step` stands for each level. */
export function indentJson(text: string, step: string): string {
  let result = "";
  let margin = "\n";
  // Up to here it is in the result; what has no space around it is copied in one piece.
  let copied = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at);
        break;
      case "{":
      case "[":
        if (text[at + 1] === "}" || text[at + 1] === "]") {
          at++;
          break;
        }
        margin += step;
        result += text.slice(copied, at + 1) + margin;
        copied = at + 1;
        break;
      case "}":
      case "]":
        margin = margin.slice(0, margin.length - step.length);
        result += text.slice(copied, at) + margin;
        copied = at;
        break;
      case ",":
        result += text.slice(copied, at + 1) + margin;
        copied = at + 1;
        break;
      case ":":
        result += `${text.slice(copied, at)}: `;
        copied = at + 1;
    }
  }
  return result + text.slice(copied);
}

/** The position of the quote that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

/** Whether an odd number of backslashes is in front of it. */
function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}
