// Header fields as they are handed to the encoder. Two kinds, because most of what an RPC sends is
// the same each time: a HeaderTemplate is made once (for a method, for a server) and costs next to
// nothing when it is sent again; fields that differ from call to call are a plain list.

import { checkFields } from "./check-fields.js";

/** Names and values in turn: `["grpc-timeout", "5S", "x-request-id", "…"]`; names in lower case, octets as latin1. */
export type HeaderFields = readonly string[];

/** A constant run of header fields that is sent many times, on any number of connections. */
export class HeaderTemplate {
  /** The fields, names and values in turn. */
  readonly fields: HeaderFields;

  #isChecked = false;

  /** @param fields names in lower case and values, in turn; kept, and not to be changed */
  constructor(fields: HeaderFields) {
    this.fields = fields;
  }

  /** Checks the fields, once. @throws TypeError as `checkFields` does */
  check(): void {
    if (this.#isChecked) return;
    checkFields(this.fields);
    this.#isChecked = true;
  }
}

/** One run of fields of a header block; a block is sent as a list of parts. */
export type HeaderPart = HeaderTemplate | HeaderFields;
