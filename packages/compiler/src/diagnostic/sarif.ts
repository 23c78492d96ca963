// Diagnostics as a SARIF 2.1.0 log, which code hosts and editors read (SARIF §3.13 to §3.55).

import type { Span } from "../source/index.js";
import type { Diagnostic, Label, SuggestedEdit } from "./diagnostic.js";
import { RULES, type RuleId } from "./rules/index.js";

export interface SarifOptions {
  /** Of the tool. */
  readonly version: string;
  /** What to call a file: a path from the root of the repository on, or an absolute one; its import path by default. */
  readonly nameFile?: (path: string) => string;
  /** Why the run could not do what it was asked, if so. */
  readonly failure?: string;
}

/** A SARIF log, to be printed as JSON; of its many properties those that are used here. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly [SarifRun];
}

export interface SarifRun {
  readonly tool: {
    readonly driver: {
      readonly name: string;
      readonly semanticVersion: string;
      readonly rules: readonly {
        readonly id: RuleId;
        readonly shortDescription: SarifText;
        readonly help: SarifText;
      }[];
    };
  };
  readonly invocations: readonly [
    {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications?: readonly {
        readonly level: "error";
        readonly message: SarifText;
      }[];
    },
  ];
  readonly columnKind: "unicodeCodePoints";
  readonly results: readonly SarifResult[];
}

export interface SarifResult {
  readonly ruleId: RuleId;
  readonly ruleIndex: number;
  readonly level: "error" | "warning";
  readonly message: SarifText;
  readonly locations: readonly SarifLocation[];
  readonly relatedLocations?: readonly SarifLocation[];
  readonly fixes?: readonly object[];
}

export interface SarifText {
  readonly text: string;
}

export interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region?: SarifRegion;
  };
  readonly message?: SarifText;
}

export interface SarifRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One run with all of `diagnostics`, and the rules that they are of. */
export function toSarif(diagnostics: readonly Diagnostic[], options: SarifOptions): SarifLog {
  const { version, failure, nameFile = (path: string) => path } = options;
  const ids = [...new Set(diagnostics.map((one) => one.ruleId))];
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const notifications = failure !== undefined && [
    { level: "error" as const, message: toText(failure) },
  ];
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "trunkline",
            semanticVersion: version,
            rules: ids.map((id) => ({
              id,
              shortDescription: toText(RULES[id].meaning),
              help: toText(RULES[id].fix),
            })),
          },
        },
        invocations: [
          {
            executionSuccessful: failure === undefined,
            ...(notifications && { toolExecutionNotifications: notifications }),
          },
        ],
        columnKind: "unicodeCodePoints",
        results: diagnostics.map((one) => toResult(one, indexes.get(one.ruleId)!, nameFile)),
      },
    ],
  };
}

type NameFile = (path: string) => string;

function toResult(diagnostic: Diagnostic, ruleIndex: number, nameFile: NameFile): SarifResult {
  const { severity, ruleId, message, file, span, related, help, edit } = diagnostic;
  const toRelated = ({ span: at, text }: Label) => ({
    ...toLocation(at.file.path, at, nameFile),
    message: toText(text),
  });
  return {
    ruleId,
    ruleIndex,
    level: severity,
    message: toText(help === undefined ? message : `${message}\n${help}`),
    locations: [toLocation(file, span, nameFile)],
    ...(related.length > 0 && { relatedLocations: related.map(toRelated) }),
    ...(edit && { fixes: [toFix(edit, nameFile)] }),
  };
}

function toLocation(path: string, span: Span | undefined, nameFile: NameFile): SarifLocation {
  return {
    physicalLocation: {
      artifactLocation: { uri: toUri(nameFile(path)) },
      ...(span && { region: toRegion(span) }),
    },
  };
}

function toFix({ span, replacement }: SuggestedEdit, nameFile: NameFile): object {
  return {
    artifactChanges: [
      {
        artifactLocation: { uri: toUri(nameFile(span.file.path)) },
        replacements: [{ deletedRegion: toRegion(span), insertedContent: { text: replacement } }],
      },
    ],
  };
}

function toRegion({ file, start, end }: Span): SarifRegion {
  const from = file.positionOf(start);
  const to = file.positionOf(end);
  return {
    startLine: from.line,
    startColumn: from.column,
    endLine: to.line,
    endColumn: to.column,
  };
}

/** Braces stand for arguments unless they are doubled (SARIF §3.11.5). */
function toText(text: string): SarifText {
  return { text: text.replaceAll("{", "{{").replaceAll("}", "}}") };
}

/** A relative path stays one; `/x` and `C:/x` become file URIs. */
function toUri(path: string): string {
  const drive = /^[A-Za-z]:(?=\/)/.exec(path)?.[0] ?? "";
  const rest = path.slice(drive.length).split("/").map(encodeURIComponent).join("/");
  if (drive !== "") return `file:///${drive}${rest}`;
  return path.startsWith("/") ? `file://${rest}` : rest;
}
