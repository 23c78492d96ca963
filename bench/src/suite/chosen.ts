// Which subjects of a suite take part.

import type { Settings } from "../run/settings.js";

interface Subject {
  readonly name: string;
  readonly missing?: string;
}

/** True where the settings name the subject, or none at all. */
export function isChosen({ name }: Subject, { subjects }: Settings): boolean {
  return subjects.length === 0 || subjects.includes(name);
}

/** Those of `subjects` that are asked for and can run here. */
export function present<S extends Subject>(subjects: readonly S[], settings: Settings): S[] {
  return subjects.filter((subject) => isChosen(subject, settings) && subject.missing === undefined);
}

/** Why subjects are missing, a sentence each. */
export function missingSubjects(subjects: readonly Subject[]): string[] {
  return subjects
    .filter((subject) => subject.missing !== undefined)
    .map((subject) => `${subject.name}: ${subject.missing}`);
}
