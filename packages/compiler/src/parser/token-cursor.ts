// The parser's place in the tokens: what is next, what was expected, and how to go on after a mistake.
//
// A function that cannot read its statement calls `fail`, which reports and throws RECOVER; the loop over
// statements catches it in `statement`, skips to where the next one is likely to begin, and goes on. A
// missing semicolon does not even skip. Nothing but RECOVER is ever thrown.

import { type CommentsNode, type Extent, NO_COMMENTS } from "../ast/index.js";
import type { Diagnostic } from "../diagnostic/index.js";
import { commentsBetween, Lexer, type Token } from "../lexer/index.js";
import type { SourceFile, Span } from "../source/index.js";
import * as errors from "./errors.js";
import type { ParserLimits } from "./limits.js";

const RECOVER: unique symbol = Symbol("recover");

/** Words that begin a statement and are rarely a field of a value. */
const STATEMENTS: ReadonlySet<string> = new Set([
  "enum",
  "extend",
  "message",
  "oneof",
  "option",
  "rpc",
  "service",
]);

export class TokenCursor {
  readonly file: SourceFile;
  readonly limits: ParserLimits;
  /** Names seen in text that was skipped. */
  readonly lostNames: Set<string> = new Set();
  /** The next token, not taken yet. */
  token: Token;
  /** End of the last token taken: where a missing semicolon belongs. */
  lastEnd = 0;
  /** Messages that are open. */
  messageDepth = 0;
  /** Brackets of option lists that are open in the statement. */
  bracketDepth = 0;
  /** Braces of option values that are open in the statement. */
  braceDepth = 0;
  /** True where `export` and `local` stand before messages and enums: edition 2024 and later. */
  hasVisibility = false;

  readonly #lexer: Lexer;
  readonly #report: (diagnostic: Diagnostic) => void;
  #ahead: Token | undefined;
  #syntaxErrors = 0;
  #isStopped = false;
  #reportedUnclosed = false;
  #upcomingLeading: string | undefined;
  #upcomingDetached: readonly string[] = NO_COMMENTS.leadingDetached;

  constructor(file: SourceFile, limits: ParserLimits, report: (diagnostic: Diagnostic) => void) {
    this.file = file;
    this.limits = limits;
    this.#report = report;
    this.#lexer = new Lexer(file, (diagnostic) => this.report(diagnostic));
    this.token = this.#lexer.next();
    const { detached, leading } = commentsBetween(file.text, { from: 0, to: this.token.start });
    this.#upcomingLeading = leading;
    this.#upcomingDetached = detached;
    if (this.#isStopped) this.#moveToEnd();
  }

  /** True at the end of the file, and after too many errors. */
  get isAtEnd(): boolean {
    return this.token.kind === "end";
  }

  /** The token after the next one. */
  peek(): Token {
    this.#ahead ??= this.#lexer.next();
    return this.#ahead;
  }

  /** Takes the next token. */
  take(): Token {
    const taken = this.token;
    this.lastEnd = taken.end;
    this.token = this.#ahead ?? this.#lexer.next();
    this.#ahead = undefined;
    if (this.#isStopped) this.#moveToEnd();
    return taken;
  }

  /** True when the next token is the name or sign `text` (a string never is). */
  isAt(text: string): boolean {
    return this.token.text === text && this.token.kind !== "string";
  }

  /** Takes the next token when it is `text`. */
  takeIf(text: string): boolean {
    if (!this.isAt(text)) return false;
    this.take();
    return true;
  }

  /** Takes `text`, or fails with "expected `text` `where`". */
  expect(text: string, where: string): Token {
    if (!this.isAt(text)) this.fail(errors.expected(`"${text}"`, where, this.tokenSpan()));
    return this.take();
  }

  /** Takes a name, or fails with "expected `what`". */
  expectName(what: string): Token {
    if (this.token.kind !== "identifier") {
      this.fail(errors.expected(what, "", this.tokenSpan()));
    }
    return this.take();
  }

  report(diagnostic: Diagnostic): void {
    if (this.#isStopped) return;
    this.#report(diagnostic);
    if (diagnostic.severity === "error") this.#syntaxErrors++;
    if (this.#syntaxErrors < this.limits.maxSyntaxErrors) return;
    this.#report(errors.tooManySyntaxErrors(this.file, this.#syntaxErrors));
    this.#isStopped = true;
    this.#moveToEnd();
  }

  /** Reports, unless a malformed token is the reason, and gives up on the statement. */
  fail(diagnostic: Diagnostic): never {
    if (this.token.kind !== "malformed") this.report(diagnostic);
    // A string that never ended has taken the rest of its line, closing brackets too.
    else if (/^["']/.test(this.token.text)) {
      this.bracketDepth = 0;
      this.braceDepth = 0;
    }
    throw RECOVER;
  }

  /** Runs `parse` for one statement; after a failure skips to the likely start of the next one. */
  statement(parse: () => void): void {
    const { start } = this.token;
    this.bracketDepth = 0;
    this.braceDepth = 0;
    try {
      parse();
    } catch (thrown) {
      if (thrown !== RECOVER) throw thrown;
      const taken = this.file.text.slice(start, Math.max(start, this.lastEnd));
      for (const [name] of taken.matchAll(/[A-Za-z_]\w*/g)) this.lostNames.add(name);
      this.#skipStatement(start);
    }
  }

  /**
   * Takes the token that ends a declaration or opens its body (`;` or `{`), and returns the declaration's
   * comments: those before its first token and those after this one.
   */
  endDeclaration(): CommentsNode {
    const leading = this.#upcomingLeading;
    const leadingDetached = this.#upcomingDetached;
    const trailing = this.#takeAndReadComments();
    return toComments(leading, trailing, leadingDetached);
  }

  /** Takes a `}` or an empty statement's `;`: a comment after it belongs to nothing. */
  endScope(): void {
    const isBrace = this.isAt("}");
    const detached = this.#upcomingDetached;
    this.#takeAndReadComments();
    if (isBrace) return;
    this.#upcomingDetached = [...detached, ...this.#upcomingDetached];
  }

  /** Like endDeclaration() for `;`. A missing one is reported and, where a line ends, taken as there. */
  endStatement(after: string): CommentsNode {
    if (this.isAt(";")) return this.endDeclaration();
    const { startsLine } = this.token;
    const previous = { file: this.file, start: this.lastEnd, end: this.lastEnd };
    if (!startsLine && !this.isAt("}") && !this.isAtEnd) {
      this.fail(errors.expected('";"', `after ${after}`, this.tokenSpan()));
    }
    this.report(errors.missingSemicolon(previous, after));
    const comments = toComments(this.#upcomingLeading, undefined, this.#upcomingDetached);
    this.#readComments();
    return comments;
  }

  /**
   * Runs `parse` per statement up to the `}` of a body that was opened at `open`, and takes the `}`.
   * `;` alone is a statement, except in oneofs.
   */
  body(what: string, open: Extent, parse: () => void, allowsEmpty = true): void {
    while (!this.isAtEnd && !this.isAt("}")) {
      if (allowsEmpty && this.isAt(";")) this.endScope();
      else this.statement(parse);
    }
    if (this.isAt("}")) {
      this.endScope();
      return;
    }
    // Bodies around this one end here as well, for the same reason.
    if (this.#reportedUnclosed) return;
    this.#reportedUnclosed = true;
    this.report(errors.unclosedBody(what, this.span(open), this.tokenSpan()));
  }

  /** Says that the bodies that are open have been reported as never closed. */
  noteUnclosed(): void {
    this.#reportedUnclosed = true;
  }

  span({ start, end }: Extent): Span {
    return { file: this.file, start, end };
  }

  /** The next token's place; at the end of the file, right after the last token. */
  tokenSpan(): Span {
    if (this.isAtEnd) return this.span({ start: this.lastEnd, end: this.lastEnd });
    return this.span(this.token);
  }

  #takeAndReadComments(): string | undefined {
    this.take();
    return this.#readComments();
  }

  /** Sorts the comments before the next token: returns those that trail, keeps the others. */
  #readComments(): string | undefined {
    const range = { from: this.lastEnd, to: this.token.start };
    const { trailing, detached, leading } = commentsBetween(this.file.text, range);
    this.#upcomingLeading = leading;
    this.#upcomingDetached = detached;
    return trailing;
  }

  /**
   * Skips what is left of a statement that began at `start`: up to and with its `;` or its `{ … }`, or up
   * to a `}` or a line that begins with a name, neither of which is its own.
   */
  #skipStatement(start: number): void {
    this.#skipOpenBraces();
    while (!this.isAtEnd) {
      const isFirst = this.token.start === start;
      if (this.isAt("}")) break;
      if (!isFirst && this.bracketDepth === 0 && this.#looksLikeStatement()) break;
      this.#noteLostName();
      if (this.isAt(";")) {
        this.take();
        break;
      }
      if (this.isAt("{")) {
        this.#skipBalanced();
        if (this.bracketDepth === 0) break;
        continue;
      }
      if (this.isAt("[")) this.bracketDepth++;
      if (this.isAt("]")) this.bracketDepth = Math.max(0, this.bracketDepth - 1);
      this.take();
    }
    this.#readComments();
  }

  /** Skips what is left of an option's value, unless its end is missing and other statements begin. */
  #skipOpenBraces(): void {
    while (this.braceDepth > 0 && !this.isAtEnd) {
      if (this.token.startsLine && STATEMENTS.has(this.token.text)) break;
      if (this.isAt("{")) this.braceDepth++;
      if (this.isAt("}")) this.braceDepth--;
      this.#noteLostName();
      this.take();
    }
  }

  #looksLikeStatement(): boolean {
    const { startsLine, kind, text } = this.token;
    return startsLine && kind === "identifier" && !text.startsWith("return");
  }

  /** Takes from `{` to the `}` that closes it, or to the end of the file. */
  #skipBalanced(): void {
    let depth = 0;
    do {
      if (this.isAt("{")) depth++;
      if (this.isAt("}")) depth--;
      this.#noteLostName();
      this.take();
    } while (depth > 0 && !this.isAtEnd);
  }

  #noteLostName(): void {
    if (this.token.kind === "identifier") this.lostNames.add(this.token.text);
  }

  #moveToEnd(): void {
    const at = this.file.text.length;
    this.token = { kind: "end", text: "", start: at, end: at, startsLine: true };
    this.#ahead = undefined;
  }
}

function toComments(
  leading: string | undefined,
  trailing: string | undefined,
  leadingDetached: readonly string[],
): CommentsNode {
  const isEmpty = leading === undefined && trailing === undefined && leadingDetached.length === 0;
  return isEmpty ? NO_COMMENTS : { leading, trailing, leadingDetached };
}
