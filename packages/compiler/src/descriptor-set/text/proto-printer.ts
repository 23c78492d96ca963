// Lines of a .proto file, with what comments they have.

import type { Path } from "../encoding.js";
import type { CommentTexts } from "./comments-of-file.js";

export class ProtoPrinter {
  readonly #lines: string[] = [];
  readonly #commentsAt: (path: Path) => CommentTexts | undefined;
  #indent = "";

  constructor(commentsAt: (path: Path) => CommentTexts | undefined) {
    this.#commentsAt = commentsAt;
  }

  line(text: string): void {
    this.#lines.push(`${this.#indent}${text}`);
  }

  /** A statement of one line, between its comments. */
  statement(path: Path, text: string): void {
    this.#before(path);
    this.line(text);
    this.#after(path);
  }

  /** A statement with a body. */
  block(path: Path, opening: string, body: () => void): void {
    this.#before(path);
    this.line(`${opening} {`);
    const outer = this.#indent;
    this.#indent = `${outer}  `;
    this.#after(path);
    body();
    this.#indent = outer;
    this.line("}");
  }

  toString(): string {
    return `${this.#lines.join("\n")}\n`;
  }

  #before(path: Path): void {
    const comments = this.#commentsAt(path);
    if (comments === undefined) return;
    for (const text of comments.detached) {
      this.line("");
      this.#comment(text);
      this.line("");
    }
    if (comments.detached.length === 0) this.line("");
    if (comments.leading !== undefined) this.#comment(comments.leading);
  }

  /** An empty line keeps it from what comes next. */
  #after(path: Path): void {
    const trailing = this.#commentsAt(path)?.trailing;
    if (trailing === undefined) return;
    this.#comment(trailing);
    this.line("");
  }

  #comment(text: string): void {
    for (const line of text.replace(/\n$/, "").split("\n")) this.line(`//${line}`);
  }
}
