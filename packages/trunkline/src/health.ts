// Everything that `import … from "trunkline/health"` gives: the health service of servers, and what clients of one
// need. An entry of its own, so that it costs nothing where it is not used.

export {
  Health,
  HealthCheckRequest,
  type HealthCheckRequestInit,
  HealthCheckResponse,
  HealthCheckResponse_ServingStatus,
  type HealthCheckResponseInit,
  HealthListRequest,
  type HealthListRequestInit,
  HealthListResponse,
  type HealthListResponseInit,
} from "./proto/index.js";
export { addHealth, type ServerHealth, type ServingStatus } from "./services/index.js";
