// Messages generated from our own .proto files (packages/trunkline/proto); a test of the compiler sees
// that they are what it makes of them.

export {
  BadRequest,
  type BadRequest_FieldViolation,
  type BadRequest_FieldViolationInit,
  type BadRequestInit,
  DebugInfo,
  type DebugInfoInit,
  ErrorInfo,
  type ErrorInfoInit,
  Help,
  type Help_Link,
  type Help_LinkInit,
  type HelpInit,
  LocalizedMessage,
  type LocalizedMessageInit,
  PreconditionFailure,
  type PreconditionFailure_Violation,
  type PreconditionFailure_ViolationInit,
  type PreconditionFailureInit,
  QuotaFailure,
  type QuotaFailure_Violation,
  type QuotaFailure_ViolationInit,
  type QuotaFailureInit,
  RequestInfo,
  type RequestInfoInit,
  ResourceInfo,
  type ResourceInfoInit,
  RetryInfo,
  type RetryInfoInit,
} from "./gen/google/rpc/error_details_pb.js";
export {
  Status as RpcStatus,
  type StatusInit as RpcStatusInit,
} from "./gen/google/rpc/status_pb.js";
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
} from "./gen/grpc/health/v1/health_pb.js";
export {
  ServerReflection,
  ServerReflectionRequest,
  type ServerReflectionRequestInit,
  ServerReflectionResponse,
  type ServerReflectionResponseInit,
} from "./gen/grpc/reflection/v1/reflection_pb.js";
export { ServerReflection as ServerReflectionV1Alpha } from "./gen/grpc/reflection/v1alpha/reflection_pb.js";
