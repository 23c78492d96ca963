// RFC 9113 §7.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ErrorCode, errorCodeName } from "trunkline/http2";
import {
  end,
  goAway,
  headers,
  playServer,
  requirement,
  response,
  rstStream,
} from "../dialogue/index.js";

const codes = [
  "NO_ERROR",
  "PROTOCOL_ERROR",
  "INTERNAL_ERROR",
  "FLOW_CONTROL_ERROR",
  "SETTINGS_TIMEOUT",
  "STREAM_CLOSED",
  "FRAME_SIZE_ERROR",
  "REFUSED_STREAM",
  "CANCEL",
  "COMPRESSION_ERROR",
  "CONNECT_ERROR",
  "ENHANCE_YOUR_CALM",
  "INADEQUATE_SECURITY",
  "HTTP_1_1_REQUIRED",
] as const;

test("The codes are those of the table", () => {
  assert.deepEqual(Object.keys(ErrorCode), codes);
  codes.forEach((name, number) => {
    assert.equal(ErrorCode[name], number);
    assert.equal(errorCodeName(number), name);
  });
});

requirement("An unknown code in RST_STREAM ends the stream like any other", () => {
  const peer = playServer();
  peer.receivesRequest();
  peer.receivesRequest(end);
  peer.send(rstStream(1, 0xffff_ffff));
  peer.hears("reset 1 0xffffffff");
  peer.send(headers(3, response, end));
  peer.hears("headers 3 end");
});

requirement("An unknown code in GOAWAY has no effect of its own", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.send(goAway(0x1234, 1));
  peer.hears("goaway 1 0x1234");
  peer.send(headers(1, response, end));
  peer.hears("headers 1 end");
});
