// Services that servers of every kind have, on the public API alone.

export { addHealth, type ServerHealth } from "./health/server-health.js";
export type { ServingStatus } from "./health/serving-status.js";
export { addReflection, type ReflectionOptions } from "./reflection/server-reflection.js";
