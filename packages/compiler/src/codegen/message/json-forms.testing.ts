// Messages as JSON, by generated code and by their field tables alone, as types made of descriptors have them.

import assert from "node:assert/strict";
import {
  type AnyGeneratedType,
  createDynamicRegistry,
  createRegistry,
  JsonError,
  type JsonValue,
  type JsonWriteOptions,
  type Registry,
  toJson,
  toJsonString,
} from "trunkline/protobuf";
import { encodeDescriptorSet } from "../../descriptor-set/index.js";
import { loadGenerated } from "../build.testing.js";

export type Module = Record<string, AnyGeneratedType>;

/** The types of a file by name, by generated code and by their tables alone. */
export interface Both {
  readonly generated: Registry;
  readonly dynamic: Registry;
}

export async function loadBoth(
  sources: Readonly<Record<string, string>>,
  path: string,
): Promise<Both> {
  const { module, schema } = await loadGenerated<Module>(sources, path);
  const set = encodeDescriptorSet(schema.result, { includeImports: true });
  return { generated: createRegistry(module), dynamic: createDynamicRegistry(set) };
}

/** What becomes of a message in JSON. */
export interface Forms {
  readonly value: JsonValue;
  /** The value with its names in their order. */
  readonly valueText: string;
  readonly text: string;
}

/** Both forms, or what is said of a message that has none. */
export function formsOf(
  type: AnyGeneratedType,
  init: object,
  options?: JsonWriteOptions,
): Forms | string {
  const value = attempt(() => toJson(type, init, options));
  const text = attempt(() => toJsonString(type, init, options));
  if (value instanceof Error || text instanceof Error) {
    assert.equal(`${value}`, `${text}`);
    return `${text}`;
  }
  return { value, valueText: JSON.stringify(value), text };
}

function attempt<T>(convert: () => T): T | Error {
  try {
    return convert();
  } catch (error) {
    assert.ok(error instanceof TypeError || error instanceof JsonError, String(error));
    return error;
  }
}
