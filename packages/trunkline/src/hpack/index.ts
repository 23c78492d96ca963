// RFC 7541: header compression.

export { checkFields } from "./check-fields.js";
export { HpackDecoder, type HpackDecoderLimits } from "./decoder.js";
export { HpackEncoder, type HpackEncoderOptions } from "./encoder.js";
export { HeaderListTooLarge, HpackError } from "./errors.js";
export { isWhiteSpace, nameOctets } from "./field-octets.js";
export { HeaderBlock } from "./header-block.js";
export type { HeaderFields, HeaderPart } from "./header-template.js";
export { HeaderTemplate } from "./header-template.js";
export { headerListBytes } from "./list-bytes.js";
export { isSecretName } from "./secret-names.js";
