// RFC 9113 §5.1.2: at most so many streams at once.

import assert from "node:assert/strict";
import {
  end,
  headers,
  Peer,
  playClient,
  playServer,
  request,
  requirement,
  response,
  rstStream,
  settings,
  settingsAck,
} from "../dialogue/index.js";

requirement("A client keeps to the server's limit, and goes on when a stream ends", () => {
  const peer = playServer();
  peer.send(settings({ MAX_CONCURRENT_STREAMS: 2 }));
  peer.expect(settingsAck());
  peer.receivesRequest(end);
  peer.receivesRequest();
  assert.equal(peer.connection.openStream(null), null);
  peer.expectNothing();
  peer.send(headers(1, response, end));
  peer.hears("headers 1 end", "capacity");
  assert.equal(peer.receivesRequest(end).id, 5);
});

requirement("A limit that falls below the streams that are open ends none of them", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.receivesRequest(end);
  peer.send(settings({ MAX_CONCURRENT_STREAMS: 1 }), headers(1, response, end));
  peer.expect(settingsAck());
  assert.equal(peer.connection.openStream(null), null);
  peer.send(headers(3, response, end));
  assert.equal(peer.receivesRequest(end).id, 5);
});

requirement("A limit of 0 is a limit like others", () => {
  const peer = playServer();
  peer.send(settings({ MAX_CONCURRENT_STREAMS: 0 }));
  peer.expect(settingsAck());
  assert.equal(peer.connection.openStream(null), null);
  peer.send(settings({ MAX_CONCURRENT_STREAMS: 1 }));
  peer.expect(settingsAck());
  peer.receivesRequest(end);
});

requirement(
  "A request past the limit that a server announced is a stream error REFUSED_STREAM",
  () => {
    const peer = playClient({ maxConcurrentStreams: 2 });
    peer.send(headers(1), headers(3, request, end), headers(5), headers(7, request, end));
    peer.expect(rstStream(5, "REFUSED_STREAM"), rstStream(7, "REFUSED_STREAM"));
    peer.hears("headers 1", "headers 3 end");
    peer.expectAlive();
  },
);

requirement("Open and half-closed streams count, closed ones do not", () => {
  const peer = playClient({ maxConcurrentStreams: 1 });
  peer.send(headers(1, request, end));
  peer.stream(1).sendHeaders([response], true);
  peer.stream(1).release();
  peer.expect(headers(1, response, end));
  peer.send(headers(3), rstStream(3));
  peer.stream(3).release();
  peer.send(headers(5, request, end));
  peer.hears("headers 1 end", "headers 3", "reset 3 CANCEL", "headers 5 end");
});

requirement("The limit is announced in the server's first SETTINGS", () => {
  const peer = new Peer("server", { maxConcurrentStreams: 7 });
  peer.sendText("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  assert.equal(peer.expectFrame(settings()).meaning["setting 3"], 7);
  peer.rest();
});
