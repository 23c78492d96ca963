// What the peer's GOAWAY says, in words for the errors of the calls that it ends.

import type { GoAway } from "./connection-sink.js";
import { errorCodeName } from "./errors.js";
import { quoted } from "./printable.js";

/** Of the peer's explanation so much is shown. */
const SHOWN_CHARS = 256;

/** `GOAWAY with ENHANCE_YOUR_CALM, "too many resets"`. */
export function describeGoAway({ code, debugText }: GoAway): string {
  const why = debugText === "" ? "" : `, ${quoted(debugText, SHOWN_CHARS)}`;
  return `GOAWAY with ${errorCodeName(code)}${why}`;
}
