// Services as ServiceDescriptorProto.

import type { ServiceDescriptor } from "../descriptor/index.js";
import type { FileEncoding, Path } from "./encoding.js";

/** Writes the fields of `service`, whose place is `path`. */
export function encodeService(
  encoding: FileEncoding,
  service: ServiceDescriptor,
  path: Path,
): void {
  const { writer } = encoding;
  writer.string(1, service.name);
  for (const [index, method] of service.methods.entries()) {
    writer.message(2, () => {
      writer.string(1, method.name);
      writer.string(2, `.${method.input.fullName}`);
      writer.string(3, `.${method.output.fullName}`);
      encoding.options(4, method, [...path, 2, index]);
      if (method.isClientStreaming) writer.bool(5, true);
      if (method.isServerStreaming) writer.bool(6, true);
    });
  }
  encoding.options(3, service, path);
}
