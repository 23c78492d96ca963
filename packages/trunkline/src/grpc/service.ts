// Telling a generated service from whatever else users hand over in its place.

import type { ServiceType } from "../protobuf/index.js";

/** True for what has the shape of a service; its methods are taken on trust. */
export function isServiceType(value: unknown): value is ServiceType {
  const { typeName, methods } = (value ?? {}) as Partial<ServiceType>;
  return typeof typeName === "string" && typeof methods === "object" && methods !== null;
}
