// The extensions that a message has, of those that a registry knows: its unknown fields are walked along once, however
// many the registry knows.

import { DecodeFault } from "./decode-error.js";
import { failExtensions, getExtension, isSetExtension } from "./extension.js";
import type { AnyExtension, Registry } from "./registry.js";
import { fieldsOf } from "./split-unknown.js";

/** An extension that is set. */
export interface FoundExtension {
  readonly extension: AnyExtension;
  readonly value: unknown;
}

/** By number, what stands where in the list of the registry; of two with one number the first. */
type Places = ReadonlyMap<number, number>;

const places = new WeakMap<readonly AnyExtension[], Places>();

/**
 * In the order in which the registry knows them.
 *
 * @throws TypeError where the unknown fields are none; DecodeError where those of an extension are malformed
 */
export function findExtensions(
  registry: Registry | undefined,
  typeName: string,
  message: { readonly $unknown?: Uint8Array | undefined },
): readonly FoundExtension[] {
  const unknown = message.$unknown;
  const known = unknown === undefined ? undefined : registry?.extensionsOf(typeName);
  if (unknown === undefined || known === undefined || known.length === 0) return [];
  const found: FoundExtension[] = [];
  for (const place of placesIn(unknown, known, typeName)) {
    const extension = known[place]!;
    const value: unknown = getExtension(message, extension);
    if (isSetExtension(extension, value)) found.push({ extension, value });
  }
  return found;
}

function placesIn(unknown: Uint8Array, known: readonly AnyExtension[], typeName: string): number[] {
  const byNumber = placesOf(known);
  // What carries one extension of a message carries all of them.
  const { numberOf } = known[0]!.form;
  const found = new Set<number>();
  try {
    for (const field of fieldsOf(unknown)) {
      const number = numberOf?.(unknown, field) ?? field.tag >>> 3;
      const place = byNumber.get(number);
      if (place !== undefined) found.add(place);
    }
  } catch (error) {
    if (error instanceof DecodeFault) failExtensions(typeName, error);
    throw error;
  }
  return [...found].sort((one, other) => one - other);
}

function placesOf(known: readonly AnyExtension[]): Places {
  const before = places.get(known);
  if (before !== undefined) return before;
  const byNumber = new Map<number, number>();
  for (const [place, { field }] of known.entries()) {
    if (!byNumber.has(field.number)) byNumber.set(field.number, place);
  }
  places.set(known, byNumber);
  return byNumber;
}
