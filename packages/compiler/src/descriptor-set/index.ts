// Descriptors to protoc's FileDescriptorSet.

export { encodeDescriptorSet, encodeFileDescriptor } from "./encode-set.js";
export type { DescriptorSetOptions } from "./options.js";
