// The bytes of templates that were sent before, for one encoder.

import type { OutputBuffer } from "../base/index.js";
import type { HeaderTemplate } from "./header-template.js";
import { copyOctets } from "./octets.js";

/** What all kept bytes may come to; past it the cache begins anew. */
const MAX_KEPT_BYTES = 16_384;
/** How many templates are kept; past it the cache begins anew. */
const MAX_KEPT_TEMPLATES = 256;

interface EncodedTemplate {
  readonly bytes: Uint8Array;
  /** The table's generation in which its indexes are right. */
  readonly generation: number;
  /** The count of blocks from which on it is worth encoding anew, since it may get entries then. */
  readonly validBefore: number;
}

export class TemplateCache {
  readonly #encoded = new Map<HeaderTemplate, EncodedTemplate>();
  #keptBytes = 0;

  /** Appends the template's bytes if they are right at `generation` and in block `block`. */
  copy(template: HeaderTemplate, out: OutputBuffer, generation: number, block: number): boolean {
    const encoded = this.#encoded.get(template);
    if (encoded === undefined) return false;
    if (encoded.generation !== generation || block >= encoded.validBefore) return false;
    const source = encoded.bytes;
    out.reserve(source.length);
    out.length = copyOctets(source, out.bytes, out.length);
    return true;
  }

  /** Keeps the template's bytes, which end `out` and begin at `start`. */
  keep(
    template: HeaderTemplate,
    out: OutputBuffer,
    start: number,
    generation: number,
    validBefore: number,
  ): void {
    const bytes = new Uint8Array(out.length - start);
    bytes.set(out.bytes.subarray(start, out.length));
    this.#keptBytes += bytes.length - (this.#encoded.get(template)?.bytes.length ?? 0);
    if (
      this.#keptBytes > MAX_KEPT_BYTES ||
      (this.#encoded.size === MAX_KEPT_TEMPLATES && !this.#encoded.has(template))
    ) {
      this.#encoded.clear();
      this.#keptBytes = bytes.length;
    }
    this.#encoded.set(template, { bytes, generation, validBefore });
  }
}
