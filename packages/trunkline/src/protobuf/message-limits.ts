// Limits held against a message that has been read from JSON or text, by the field table: what would be too much in
// bytes is too much there.

import type { AnyGeneratedType, FieldInfo } from "./generated-type.js";
import type { LimitNumbers, PassedLimit } from "./limits.js";
import { valueIn } from "./value-in.js";

type Values = Readonly<Record<string, unknown>>;

/** The first place in `message` where one of `limits` is passed. */
export function findPassedLimit(
  type: AnyGeneratedType,
  message: object,
  limits: LimitNumbers,
): PassedLimit | undefined {
  return new MessageWalk(limits).message(type, message as Values, 0);
}

class MessageWalk {
  readonly #limits: LimitNumbers;
  #elements = 0;
  #unknownBytes = 0;

  constructor(limits: LimitNumbers) {
    this.#limits = limits;
  }

  message(type: AnyGeneratedType, values: Values, depth: number): PassedLimit | undefined {
    const { maxDepth, maxUnknownBytes } = this.#limits;
    if (depth > maxDepth) return passed(`is nested deeper than ${maxDepth} messages (maxDepth)`);
    for (const field of type.fields) {
      const value = valueIn(field, values);
      if (value === undefined) continue;
      const found = this.#field(field, value, depth);
      if (found !== undefined) return { ...found, path: joinNames(field.name, found.path) };
    }
    this.#unknownBytes += (values.$unknown as Uint8Array | undefined)?.length ?? 0;
    if (this.#unknownBytes <= maxUnknownBytes) return undefined;
    return passed(
      `has unknown fields, of ${this.#unknownBytes} bytes by now: expected at most ${maxUnknownBytes} in all (maxUnknownBytes)`,
    );
  }

  #field(field: FieldInfo, value: unknown, depth: number): PassedLimit | undefined {
    if (field.map !== undefined) return this.#map(field, value as Map<unknown, unknown>, depth);
    if (field.isRepeated !== true) return this.#single(field, value, depth);
    const list = value as ArrayLike<unknown>;
    const tooMany = this.#count(list.length);
    if (tooMany !== undefined || !isMeasured(field)) return tooMany;
    for (let i = 0; i < list.length; i++) {
      const found = this.#single(field, list[i], depth);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #map(field: FieldInfo, map: ReadonlyMap<unknown, unknown>, depth: number) {
    const tooMany = this.#count(map.size);
    if (tooMany !== undefined || (field.map !== "string" && !isMeasured(field))) return tooMany;
    for (const [key, value] of map) {
      const found =
        (field.map === "string" ? this.#text(key as string) : undefined) ??
        this.#single(field, value, depth);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #single(field: FieldInfo, value: unknown, depth: number): PassedLimit | undefined {
    if (field.type === "string") return this.#text(value as string);
    if (field.type === "bytes") return this.#length((value as Uint8Array).length);
    if (!isMeasured(field)) return undefined;
    return this.message(field.message!(), value as Values, depth + 1);
  }

  #text(text: string): PassedLimit | undefined {
    const { maxStringBytes } = this.#limits;
    if (3 * text.length <= maxStringBytes) return undefined;
    return this.#length(
      text.length > maxStringBytes ? text.length : new TextEncoder().encode(text).length,
    );
  }

  #length(length: number): PassedLimit | undefined {
    const { maxStringBytes } = this.#limits;
    if (length <= maxStringBytes) return undefined;
    return passed(`has length ${length}: expected at most ${maxStringBytes} (maxStringBytes)`);
  }

  #count(count: number): PassedLimit | undefined {
    this.#elements += count;
    const { maxElements } = this.#limits;
    if (this.#elements <= maxElements) return undefined;
    return passed(
      `has element ${this.#elements} of the message: expected at most ${maxElements} in all (maxElements)`,
    );
  }
}

/** Whether one value can be too much by itself. */
function isMeasured({ type, as }: FieldInfo): boolean {
  return type === "string" || type === "bytes" || (type === "message" && as === undefined);
}

function passed(problem: string): PassedLimit {
  return { path: "", problem };
}

function joinNames(name: string, path: string): string {
  return path === "" ? name : `${name}.${path}`;
}
