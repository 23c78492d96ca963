// The types that the suite puts into google.protobuf.Any.

import { createRegistry, type Registry } from "trunkline/protobuf";
import * as service from "./gen/connectrpc/conformance/v1/service_pb.js";

export const registry: Registry = createRegistry(service);
