// RFC 9113 §6.8.

import assert from "node:assert/strict";
import {
  bulkRequirement,
  data,
  end,
  Flag,
  frame,
  goAway,
  headers,
  literalBlock,
  playClient,
  playServer,
  request,
  requirement,
  response,
  rstStream,
  windowUpdate,
} from "../dialogue/index.js";

requirement("GOAWAY on another stream than 0 is a connection error PROTOCOL_ERROR", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.send(frame("GOAWAY", 0, 1, new Uint8Array(8)));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("After GOAWAY a client opens no more streams", () => {
  const peer = playServer();
  peer.send(goAway("NO_ERROR", 0));
  assert.equal(peer.connection.openStream(null), null);
  assert.equal(peer.connection.isAcceptingStreams, false);
  peer.hears("goaway 0 NO_ERROR");
});

requirement("Streams above the last id are over and unprocessed, the others run on", () => {
  const peer = playServer();
  for (const _ of [1, 3, 5]) peer.receivesRequest(end);
  peer.send(goAway("NO_ERROR", 3));
  peer.hears("reset 5 REFUSED_STREAM unprocessed", "goaway 3 NO_ERROR");
  peer.send(headers(3, response, end), headers(1, response, end));
  peer.hears("headers 3 end", "headers 1 end");
});

requirement("A second GOAWAY may lower the last id", () => {
  const peer = playServer();
  for (const _ of [1, 3, 5]) peer.receivesRequest(end);
  peer.send(goAway("NO_ERROR", 0x7fff_ffff));
  peer.hears("goaway 2147483647 NO_ERROR");
  peer.send(goAway("NO_ERROR", 1));
  peer.hears(
    "reset 3 REFUSED_STREAM unprocessed",
    "reset 5 REFUSED_STREAM unprocessed",
    "goaway 1 NO_ERROR",
  );
});

requirement("A GOAWAY that raises the last id is a connection error PROTOCOL_ERROR", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.send(goAway("NO_ERROR", 1), goAway("NO_ERROR", 3));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("GOAWAY from a client ends none of its own streams", () => {
  const peer = playClient();
  peer.send(headers(1, request, end), goAway("NO_ERROR", 0));
  peer.hears("headers 1 end", "goaway 0 NO_ERROR");
  peer.stream(1).sendHeaders([response], true);
  peer.expect(headers(1, response, end));
});

requirement("GOAWAY may carry a text, which is passed on", () => {
  const peer = playServer();
  const text = new TextEncoder().encode("too_many_pings");
  peer.send(frame("GOAWAY", 0, 0, [0, 0, 0, 0, 0, 0, 0, 0xb, ...text]));
  peer.hears("goaway 0 ENHANCE_YOUR_CALM");
  assert.equal(peer.connection.goAwayReceived?.debugText, "too_many_pings");
});

requirement(
  "A server that goes away names the last stream it has processed, and finishes it",
  () => {
    const peer = playClient();
    peer.send(headers(1, request, end), headers(3));
    peer.connection.goAway(0, "bye");
    peer.expect(goAway("NO_ERROR", 3));
    peer.send(data(3, "abc", end));
    for (const id of [1, 3]) peer.stream(id).sendHeaders([response], true);
    peer.expect(headers(1, response, end), headers(3, response, end));
    peer.hears("headers 1 end", "headers 3", "data 3 abc end");
  },
);

requirement(
  "After our GOAWAY requests with higher ids are not looked at, but keep the state",
  () => {
    const peer = playClient();
    peer.send(headers(1, request, end));
    peer.connection.goAway(0, "");
    peer.expect(goAway("NO_ERROR", 1));
    // The block of the request that is not looked at puts a field into the table.
    const inserts = [...literalBlock(request), 0x40, 1, 0x61, 1, 0x62];
    peer.send(frame("HEADERS", Flag.END_HEADERS, 3, inserts), data(3, "abc"), windowUpdate(3, 5));
    peer.send(rstStream(3));
    peer.expectAlive();
    peer.hears("headers 1 end");
  },
);

bulkRequirement("Data on streams that are not looked at counts for the connection's window", () => {
  const peer = playClient();
  peer.connection.goAway(0, "");
  peer.expect(goAway("NO_ERROR", 0));
  let returned = 0;
  for (const id of [1, 3, 5, 7]) {
    peer.send(headers(id));
    for (let sent = 0; sent < 1_000_000; sent += 16_000) peer.send(data(id, 16_000));
  }
  for (const { type, meaning } of peer.rest()) {
    // Among them is a PING that measures the connection.
    if (type === 8) returned += Number(meaning.increment);
  }
  assert.ok(returned >= 2_000_000, `${returned} octets of credit came back`);
});

requirement("The last id in our GOAWAY never grows", () => {
  const peer = playClient();
  peer.send(headers(1, request, end));
  peer.connection.goAway(0, "");
  peer.expect(goAway("NO_ERROR", 1));
  peer.send(headers(3, request, end), headers(5, request, end));
  peer.connection.goAway(0, "");
  peer.expect(goAway("NO_ERROR", 1));
  peer.send(data(0, "abc"));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement(
  "A server that ends in order names every id first, and the last one it took after that",
  () => {
    const peer = playClient();
    peer.send(headers(1, request, end));
    peer.connection.drain("bye");
    peer.expect(goAway("NO_ERROR", 0x7fff_ffff));
    const [asked] = peer.rest();
    assert.ok(asked !== undefined, "a PING must find out what is under way");
    peer.send(headers(3, request, end));
    peer.send({ ...asked, flags: 1 });
    peer.expect(goAway("NO_ERROR", 3));
    peer.send(headers(5, request, end));
    for (const id of [1, 3]) peer.stream(id).sendHeaders([response], true);
    peer.expect(headers(1, response, end), headers(3, response, end));
    peer.hears("headers 1 end", "headers 3 end");
  },
);
