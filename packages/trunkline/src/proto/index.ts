// Messages generated from our own .proto files (packages/trunkline/proto); a test of the compiler sees
// that they are what it makes of them.

export {
  Status as RpcStatus,
  type StatusInit as RpcStatusInit,
} from "./gen/google/rpc/status_pb.js";
