// The LogService as @grpc/grpc-js and nice-grpc want it described, without what is not measured.

import type { MethodDefinition } from "@grpc/grpc-js";
import { logRequest, logResponse } from "./log-codec.js";

type ListLogs = MethodDefinition<
  { readonly count: number; readonly lineBytes: number },
  { readonly line: string }
> & { readonly requestStream: false; readonly responseStream: true };

const listLogs: ListLogs = {
  path: "/logs.LogService/ListLogs",
  requestStream: false,
  responseStream: true,
  requestSerialize: logRequest.encode,
  requestDeserialize: logRequest.decode,
  responseSerialize: logResponse.encode,
  responseDeserialize: logResponse.decode,
};

/** The service definition, for servers and for clients. */
export const logService: { readonly listLogs: ListLogs } = { listLogs };
