// The error for a request that is wrong, with each wrong field as a detail that every language can read.

import { BadRequest, type BadRequest_FieldViolationInit } from "../proto/index.js";
import { Status } from "./status.js";
import { detail } from "./status-details.js";
import { StatusError } from "./status-error.js";

/** So many violations are told in the text; the details have all of them. */
const MOST_TOLD = 3;

/**
 * An INVALID_ARGUMENT that names what is wrong, in its text and as a `BadRequest` detail.
 *
 *     throw badRequest([{ field: "address.city", description: "is empty" }]);
 */
export function badRequest(violations: readonly BadRequest_FieldViolationInit[]): StatusError {
  const told = violations
    .slice(0, MOST_TOLD)
    .map(({ field = "", description = "" }) => `${field} ${description}`.trim());
  const more = violations.length - told.length;
  const text = more > 0 ? `${told.join("; ")}; and ${more} more` : told.join("; ");
  return new StatusError(Status.INVALID_ARGUMENT, `The request is not valid: ${text}`, {
    details: [detail(BadRequest, { fieldViolations: violations })],
  });
}
