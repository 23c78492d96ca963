// RFC 7541: header compression.

export { HeaderBlock } from "./header-block.js";
export type { HeaderFields, HeaderPart } from "./header-template.js";
export { HeaderTemplate } from "./header-template.js";
