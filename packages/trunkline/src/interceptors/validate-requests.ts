// Requests are looked at before they are sent, or before a handler sees them.

import { badRequest, type Interceptor } from "../grpc/index.js";
import type { MessageType } from "../protobuf/index.js";
import { assertAnswered } from "./promises.js";

/** One thing that is wrong with a request. */
export interface FieldViolation {
  /** The path to the field, `address.city`. */
  readonly field: string;
  /** What is wrong with it, in words that follow its name: `is empty`. */
  readonly description: string;
}

/** Tells what is wrong with a message of `type`, at once: nothing, or a list. */
export type Validate = (
  type: MessageType<unknown>,
  message: unknown,
) => readonly FieldViolation[] | undefined;

/**
 * Ends a call with INVALID_ARGUMENT when `validate` finds something wrong with a request; a `BadRequest` detail has
 * all of it. Of a stream each request is looked at as it goes by. At either end; what is wrong at a client is not
 * sent.
 *
 *     createServer({
 *       interceptors: [
 *         validateRequests((type, message) =>
 *           type === Order && (message as Order).price < 0n
 *             ? [{ field: "price", description: "is negative" }]
 *             : undefined,
 *         ),
 *       ],
 *     });
 */
export function validateRequests(validate: Validate): Interceptor {
  if (typeof validate !== "function") {
    throw new TypeError("Cannot validate requests: expected a function");
  }
  return (call, next) => {
    const type = call.method.input;
    call.onRequest((request) => {
      const violations = validate(type, request);
      if (violations === undefined) return;
      assertAnswered("validate", violations);
      if (!Array.isArray(violations)) {
        throw new TypeError("Cannot use what validate gave: expected a list, or undefined");
      }
      if (violations.length > 0) throw badRequest(violations);
    });
    return next();
  };
}
