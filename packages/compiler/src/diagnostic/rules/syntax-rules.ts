// Text that cannot be read: what each rule means.

/** Rules about: text that cannot be read. */
export const SYNTAX_RULES = {
  syntax: {
    meaning: "The text is not what the language allows there.",
    fix: "Write what the message says was expected; a missing quote, bracket or name before the place is often the cause.",
  },
  "missing-semicolon": {
    meaning: 'A statement has no ";" at its end.',
    fix: 'Add the ";"; the finding carries it as an edit.',
  },
  "unclosed-body": {
    meaning: 'A "{" has no "}".',
    fix: 'Add the "}" where the message, enum or service ends.',
  },
  "syntax-first": {
    meaning: "The syntax or edition of a file is said after something else.",
    fix: "Move the statement to the beginning of the file; only comments may stand before it.",
  },
  "field-without-number": {
    meaning: "A field has no number, by which it is known in the binary format.",
    fix: "Give it a number that no other field of the message has or had.",
  },
  "enum-value-without-number": {
    meaning: "A value of an enum has no number, by which it is known in the binary format.",
    fix: "Give it a number; the first value of an open enum is 0.",
  },
  "service-in-message": {
    meaning: "A service stands in a message.",
    fix: 'Services stand at the top of a file; a "}" is likely missing before it.',
  },
  "unterminated-comment": {
    meaning: 'A comment that begins with "/*" has no "*/".',
    fix: "Close it; comments do not nest.",
  },
  "nested-comment": {
    meaning: 'A comment between "/*" and "*/" has another "/*" in it.',
    fix: "Leave it out, or put a space in it; what is commented out with such comments in it takes // on each line.",
  },
  "unterminated-string": {
    meaning: "A string has no closing quote on its line.",
    fix: 'Close it; a line break in a string is written "\\n", and strings that follow each other are joined.',
  },
  "bad-escape": {
    meaning: "A string has a backslash before something that cannot follow one.",
    fix: 'Write "\\\\" for a backslash.',
  },
  "stray-character": {
    meaning:
      "A character stands where none of its kind can: outside of comments and strings a file is ASCII.",
    fix: "Remove it, or name the thing in ASCII letters, digits and underscores.",
  },
  "malformed-number": {
    meaning: "A number is not written as one.",
    fix: "A leading 0 means octal and 0x hexadecimal; a number must not run into a name.",
  },
  "number-out-of-range": {
    meaning: "A whole number does not fit 64 bits.",
    fix: "Write a smaller number.",
  },
  "misplaced-visibility": {
    meaning: '"export" or "local" stands before something else than a message or an enum.',
    fix: "Leave it out: only messages and enums are exported or local.",
  },
} as const;
