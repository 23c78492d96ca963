// The static table as RFC 7541 Appendix A prints it, index by index, read through the decoder.

import assert from "node:assert/strict";
import { it } from "node:test";
import { HeaderBlock, HpackDecoder } from "../index.js";

const appendixA = `
:authority | :method GET | :method POST | :path / | :path /index.html | :scheme http | :scheme https
:status 200 | :status 204 | :status 206 | :status 304 | :status 400 | :status 404 | :status 500
accept-charset | accept-encoding gzip, deflate | accept-language | accept-ranges | accept
access-control-allow-origin | age | allow | authorization | cache-control | content-disposition
content-encoding | content-language | content-length | content-location | content-range | content-type
cookie | date | etag | expect | expires | from | host | if-match | if-modified-since | if-none-match
if-range | if-unmodified-since | last-modified | link | location | max-forwards | proxy-authenticate
proxy-authorization | range | referer | refresh | retry-after | server | set-cookie
strict-transport-security | transfer-encoding | user-agent | vary | via | www-authenticate`;

it("decode() finds the 61 entries of the static table at their indexes", () => {
  const decoder = new HpackDecoder();
  const entries = appendixA.trim().split(/ \| |\n/);
  assert.equal(entries.length, 61);
  entries.forEach((entry, at) => {
    const block = decoder.decode(Uint8Array.of(0x80 | (at + 1)), 0, 1);
    assert.ok(block instanceof HeaderBlock);
    assert.equal(block.fields.join(" ").trim(), entry, `index ${at + 1}`);
  });
  assert.ok(!(decoder.decode(Uint8Array.of(0x80 | 62), 0, 1) instanceof HeaderBlock));
});
