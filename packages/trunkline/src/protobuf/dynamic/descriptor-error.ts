// Descriptors that describe nothing: names that are not there, numbers that cannot be.

import { cut } from "../shorten.js";

/**
 * Thrown where descriptors do not fit each other:
 * `Cannot load shop/order.proto: shop.Order.items is of type ".shop.Item", which no file declares`.
 */
export class DescriptorError extends Error {
  override readonly name: string = "DescriptorError";
  readonly code: string = "DESCRIPTOR_ERROR";
  /** The file with the fault, as others import it. */
  readonly path: string;

  /**
   * @param path of the file
   * @param problem what is and what was wanted, beginning with the element
   */
  constructor(path: string, problem: string) {
    super(`Cannot load ${path === "" ? "a file without a name" : cut(path, 200)}: ${problem}`);
    this.path = path;
  }
}
