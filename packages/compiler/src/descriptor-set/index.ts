// Descriptors to protoc's FileDescriptorSet.

export { encodeDescriptorSet, encodeFileDescriptor, filesOfSet } from "./encode-set.js";
export { formatDouble, formatFloat } from "./format-number.js";
export type { DescriptorSetOptions } from "./options.js";
export {
  type DescriptorSetFiles,
  readDescriptorSet,
  readFileDescriptors,
  withoutSourceInfo,
} from "./read-set.js";
