// The header block of a response without metadata: a template for each content type and encoding.

import { type Encoding, IDENTITY } from "../grpc/index.js";
import { type HeaderPart, HeaderTemplate } from "../http2/index.js";

const templates = new Map<string, readonly HeaderPart[]>();

/** The block for a subtype that there is a codec for; `encoding` is null where nothing is compressed. */
export function responseHeaders(subtype: string, encoding: Encoding | null): readonly HeaderPart[] {
  const key = `${subtype} ${encoding?.name ?? IDENTITY}`;
  let parts = templates.get(key);
  if (parts === undefined) {
    const contentType = subtype === "" ? "application/grpc" : `application/grpc+${subtype}`;
    const fields = [":status", "200", "content-type", contentType];
    if (encoding !== null) fields.push("grpc-encoding", encoding.name);
    parts = [new HeaderTemplate(fields)];
    templates.set(key, parts);
  }
  return parts;
}
