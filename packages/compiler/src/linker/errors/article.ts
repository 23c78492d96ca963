// "a message", "an enum": the kinds of declarations with their article.

/** `kind` with "a" or "an" before it. */
export function withArticle(kind: string): string {
  return /^(?:enum|rpc|extension)/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
