// Options as descriptors keep them: name and value, without places.

import type { OptionNode, OptionValueNode } from "../../ast/index.js";
import type { OptionSetting, OptionValue } from "../../descriptor/index.js";

/** All but `json_name` and `default`, written like options and none: they have properties of their own. */
export function convertOptions(nodes: readonly OptionNode[]): readonly OptionSetting[] {
  if (nodes.length === 0) return NO_OPTIONS;
  return nodes
    .filter(({ name }) => name.text !== "json_name" && name.text !== "default")
    .map(({ name, value }) => ({ name: name.text, value: convertValue(value) }));
}

function convertValue(node: OptionValueNode): OptionValue {
  if (node.kind === "aggregate") return { kind: "aggregate", text: node.text };
  const { kind, value } = node;
  return { kind, value } as OptionValue;
}

/** The first option that is called `name`. */
export function optionNamed(nodes: readonly OptionNode[], name: string): OptionNode | undefined {
  return nodes.length === 0 ? undefined : nodes.find((option) => option.name.text === name);
}

const NO_OPTIONS: readonly OptionSetting[] = [];

/** The plain word that the option called `name` is set to: `true`, `JS_STRING`. Undefined where it is none. */
export function wordOf(nodes: readonly OptionNode[], name: string): string | undefined {
  const value = optionNamed(nodes, name)?.value;
  return value?.kind === "identifier" ? value.value : undefined;
}

export function isDeprecated(nodes: readonly OptionNode[]): boolean {
  return wordOf(nodes, "deprecated") === "true";
}

/** True when one is set by its parenthesised name: `(my.option)`. */
export function hasCustomOption(nodes: readonly OptionNode[]): boolean {
  return nodes.some(({ name }) => name.text.startsWith("("));
}
