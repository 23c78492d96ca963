// YAML, loaded when there is a file to read: a run without one would wait for it in vain.

export type Yaml = typeof import("./yaml-library.js");

export function loadYaml(): Promise<Yaml> {
  return import("./yaml-library.js");
}
