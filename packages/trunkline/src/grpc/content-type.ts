// `content-type` of requests and responses (gRPC-HTTP2 "Content-Type").

const PREFIX = "application/grpc";

/**
 * The subtype of a gRPC content type: "" for `application/grpc`, "proto" for `application/grpc+proto;
 * charset=utf-8`. Undefined when it is not gRPC, `application/grpc-web` included.
 */
export function parseContentType(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value === PREFIX) return "";
  const [type = ""] = value.toLowerCase().split(";", 1);
  const trimmed = type.trim();
  if (trimmed === PREFIX) return "";
  return trimmed.startsWith(`${PREFIX}+`) ? trimmed.slice(PREFIX.length + 1) : undefined;
}
