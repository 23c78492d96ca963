// Which of the comments between two tokens belongs to the declaration before, which to the one after.
//
// The rules are protoc's (descriptor.proto, SourceCodeInfo): a comment on the line of the token before,
// or starting on the line below and followed by a blank line, trails it; the last block without a blank
// line after it leads the token after; all others are detached.
//
//   int32 a = 1;   // trails a
//   // leads b: no blank line between
//   int32 b = 2;
//   // trails b: a blank line follows
//
//   // detached: blank lines on both sides
//
//   // leads c
//   int32 c = 3;

export interface CommentsBetween {
  readonly trailing: string | undefined;
  readonly detached: readonly string[];
  readonly leading: string | undefined;
}

const NONE: CommentsBetween = { trailing: undefined, detached: [], leading: undefined };

/** Where to look: from the end of the token before to the start of the token after. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The comments in `range` of `text`, which holds spaces and comments only. With `from` 0 nothing comes
 * before, so nothing trails.
 */
export function commentsBetween(text: string, range: TextRange): CommentsBetween {
  const { from, to } = range;
  // Most tokens have nothing but a space or a line break between them.
  if (!text.slice(from, to).includes("/")) return NONE;
  return new CommentSorter(text, range).sort();
}

/** Walks once over the gap, line by line. */
class CommentSorter {
  readonly #text: string;
  readonly #from: number;
  readonly #to: number;
  #at: number;
  #trailing: string | undefined;
  readonly #detached: string[] = [];
  /** The block being read; several `//` lines below each other are one. */
  #block: string[] = [];
  #isLineBlock = false;
  #canTrail: boolean;
  #blocksDone = 0;

  constructor(text: string, { from, to }: TextRange) {
    this.#text = text;
    this.#from = from;
    this.#to = to;
    this.#at = from;
    this.#canTrail = from > 0;
  }

  sort(): CommentsBetween {
    const trailEnd = this.#from > 0 ? this.#readFirstLine() : -1;
    if (trailEnd === undefined) return NONE;
    for (;;) {
      this.#skipSpaces();
      if (this.#readLineComment() || this.#readBlockComment()) continue;
      if (this.#text.charAt(this.#at) === "\n" && this.#at < this.#to) {
        this.#at++;
        this.#flush();
        this.#canTrail = false;
        continue;
      }
      break;
    }
    return this.#finish(trailEnd);
  }

  /**
   * The line of the token before: a comment on it is that token's. Returns the offset where a block
   * comment ends, since the token after may stand on the same line, -1 where it cannot; undefined when the
   * token after follows at once.
   */
  #readFirstLine(): number | undefined {
    this.#skipSpaces();
    if (this.#readLineComment()) {
      this.#flush();
      return -1;
    }
    if (this.#readBlockComment(false)) {
      const end = this.#at;
      this.#skipSpaces();
      this.#flush();
      return end;
    }
    if (this.#text.charAt(this.#at) !== "\n" || this.#at >= this.#to) return undefined;
    this.#at++;
    return -1;
  }

  /** What is still open leads the token after, unless that token closes a scope. */
  #finish(trailEnd: number): CommentsBetween {
    const next = this.#text.charAt(this.#to);
    if (next === "" || next === "}" || next === "]" || next === ")") this.#flush();
    const isTouching = trailEnd >= 0 && !this.#text.slice(trailEnd, this.#to).includes("\n");
    if (isTouching && next !== "") this.#detachOnlyComment();
    // A comment that says nothing is as good as none.
    const trailing = this.#trailing || undefined;
    return { trailing, detached: this.#detached, leading: this.#block.join("") || undefined };
  }

  /** A single comment that touches both tokens is nobody's. */
  #detachOnlyComment(): void {
    if (this.#blocksDone + (this.#block.length > 0 ? 1 : 0) !== 1) return;
    if (this.#trailing !== undefined) this.#detached.unshift(this.#trailing);
    this.#trailing = undefined;
    this.#flush();
  }

  #flush(): void {
    if (this.#block.length === 0) return;
    const comment = this.#block.join("");
    if (this.#canTrail) this.#trailing = comment;
    else this.#detached.push(comment);
    this.#canTrail = false;
    this.#block = [];
    this.#blocksDone++;
  }

  #readLineComment(): boolean {
    if (!this.#text.startsWith("//", this.#at) || this.#at >= this.#to) return false;
    const newline = this.#text.indexOf("\n", this.#at);
    const end = newline < 0 ? this.#to : newline + 1;
    if (!this.#isLineBlock) this.#flush();
    this.#isLineBlock = true;
    this.#block.push(this.#text.slice(this.#at + 2, end));
    this.#at = end;
    return true;
  }

  #readBlockComment(takesLine = true): boolean {
    if (!this.#text.startsWith("/*", this.#at) || this.#at >= this.#to) return false;
    const close = this.#text.indexOf("*/", this.#at + 2);
    const end = close < 0 ? this.#to : close;
    this.#flush();
    this.#isLineBlock = false;
    // Lines after the first lose their indentation and one asterisk.
    this.#block.push(this.#text.slice(this.#at + 2, end).replace(/\n[ \t\r\v\f]*\*?/g, "\n"));
    this.#at = Math.min(this.#to, end + 2);
    if (takesLine) {
      this.#skipSpaces();
      if (this.#text.charAt(this.#at) === "\n" && this.#at < this.#to) this.#at++;
    }
    return true;
  }

  #skipSpaces(): void {
    while (this.#at < this.#to && /[ \t\r\v\f]/.test(this.#text.charAt(this.#at))) this.#at++;
  }
}
