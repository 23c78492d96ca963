// Files and imports: what each rule means.

/** Rules about: files and imports. */
export const FILE_RULES = {
  "file-not-found": {
    meaning: "A file that was asked for is not there.",
    fix: "Check its path, which starts at the proto directory.",
  },
  "not-utf8": {
    meaning: "A file is not UTF-8.",
    fix: "Save it as UTF-8.",
  },
  "file-too-long": {
    meaning: "A file has more characters than the compiler reads.",
    fix: "Split it into several files.",
  },
  "too-many-files": {
    meaning: "A run has more files than the compiler reads.",
    fix: "Compile fewer files in a run.",
  },
  "too-many-syntax-errors": {
    meaning:
      "A file has so many syntax errors that it is likely no .proto file; the rest of it was not read.",
    fix: "Repair the first errors: what follows may be due to them.",
  },
  "too-many-diagnostics": {
    meaning: "A run has more findings than are kept.",
    fix: "Repair those shown and run again.",
  },
  "nesting-too-deep": {
    meaning:
      "Messages, or the values of an option, stand in each other more levels deep than is allowed.",
    fix: "Move inner messages to the top of the file.",
  },
  "no-syntax": {
    meaning: "A file does not say its syntax or edition, which makes it proto2.",
    fix: "Begin the file with the syntax or edition it is written in.",
  },
  "unknown-syntax": {
    meaning: "A file names a syntax that does not exist.",
    fix: 'Write "proto2" or "proto3"; newer files say an edition instead.',
  },
  "unknown-edition": {
    meaning: "A file names an edition that does not exist.",
    fix: "Write one of the editions that the message names.",
  },
  "import-not-found": {
    meaning: "An imported file is not there.",
    fix: "Write the path from the proto directory on, not from the importing file; files of others must be put there too.",
  },
  "bad-import-path": {
    meaning: "An import path has parts that could name a file in more than one way.",
    fix: 'Write the plain path from the proto directory on, with "/" between its parts.',
  },
  "imported-twice": {
    meaning: "A file is imported twice.",
    fix: "Remove one of the imports.",
  },
  "import-cycle": {
    meaning: "Files import each other in a circle.",
    fix: "Move what both need into a file of its own.",
  },
  "unused-import": {
    meaning: "No name of an imported file is used.",
    fix: 'Remove the import; "import public" is for files that only hand it on.',
  },
  "type-not-imported": {
    meaning: "A type is declared in a file of the run that the file does not import.",
    fix: "Add the import that the message names.",
  },
  "weak-import": {
    meaning: "An edition without weak imports has one.",
    fix: 'Leave out "weak", or write "import option" for a file that only declares options.',
  },
  "import-order": {
    meaning: 'An import stands after one with "import option".',
    fix: 'Put the imports with "option" last.',
  },
  "import-option-too-new": {
    meaning: 'A file of an edition before 2024 has an import with "option".',
    fix: 'Leave out "option", or move the file to edition 2024.',
  },
  "second-package": {
    meaning: "A file has two package statements.",
    fix: "Remove one.",
  },
} as const;
