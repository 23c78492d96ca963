// RFC 9113 §5.1: what each state lets a peer send, and lets us send. packages/trunkline's stream grid has
// every state against every event; here it is the peer who sees it.

import {
  continuation,
  data,
  end,
  headers,
  literalBlock,
  type Peer,
  playClient,
  playServer,
  priority,
  request,
  requirement,
  response,
  rstStream,
  trailers,
  windowUpdate,
} from "../dialogue/index.js";

const anyFrame = {
  DATA: (id: number) => data(id, "abc"),
  HEADERS: (id: number) => headers(id, trailers, end),
  PRIORITY: (id: number) => priority(id),
  RST_STREAM: (id: number) => rstStream(id),
  WINDOW_UPDATE: (id: number) => windowUpdate(id, 10),
  CONTINUATION: (id: number) => continuation(id, literalBlock(trailers), "last"),
} as const;

// idle

for (const name of ["DATA", "RST_STREAM", "WINDOW_UPDATE", "CONTINUATION"] as const) {
  requirement(`idle: ${name} from a client is a connection error PROTOCOL_ERROR`, () => {
    const peer = playClient();
    peer.send(anyFrame[name](1));
    peer.expectConnectionError("PROTOCOL_ERROR");
  });

  requirement(`idle: ${name} from a server is a connection error PROTOCOL_ERROR`, () => {
    const peer = playServer();
    peer.receivesRequest();
    peer.send(anyFrame[name](3));
    peer.expectConnectionError("PROTOCOL_ERROR");
  });

  requirement(
    `idle: ${name} on an even stream id, which nobody opens, is a connection error`,
    () => {
      const peer = playClient();
      peer.send(headers(5), anyFrame[name](2));
      peer.expectConnectionError("PROTOCOL_ERROR");
    },
  );
}

requirement("idle: PRIORITY is received", () => {
  const peer = playClient();
  peer.send(priority(1), priority(8));
  peer.expectAlive();
});

requirement(
  "idle: HEADERS from a server, on its own or a client's id, is a connection error",
  () => {
    for (const id of [1, 2, 3, 4]) {
      const peer = playServer();
      peer.send(headers(id, response));
      peer.expectConnectionError("PROTOCOL_ERROR");
    }
  },
);

// open

requirement("open: both sides send DATA, WINDOW_UPDATE, PRIORITY and RST_STREAM", () => {
  const peer = playClient();
  peer.send(headers(1), data(1, "abc"), priority(1), windowUpdate(1, 10));
  peer.stream(1).sendHeaders([response], false);
  peer.stream(1).enqueue(new TextEncoder().encode("xyz"), false);
  peer.expect(headers(1, response), data(1, "xyz"));
  peer.send(rstStream(1));
  peer.hears("headers 1", "data 1 abc", "reset 1 CANCEL");
});

// half-closed (local): a client that has ended its request

requirement("half-closed (local): DATA, HEADERS and all other frames are received", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.send(headers(1, response), data(1, "abc"), priority(1), windowUpdate(1, 10));
  peer.send(headers(1, trailers, end));
  peer.hears("headers 1", "data 1 abc", "trailers 1");
  peer.expectAlive();
});

requirement(
  "half-closed (local): nothing but RST_STREAM, WINDOW_UPDATE or PRIORITY is sent",
  () => {
    const peer = playServer();
    const stream = peer.receivesRequest(end);
    stream.sendHeaders([request], false);
    stream.enqueue(new Uint8Array(3), false);
    stream.sendTrailers([trailers]);
    stream.end();
    peer.expectNothing();
    stream.reset(8);
    peer.expect(rstStream(1, "CANCEL"));
  },
);

// half-closed (remote): a server whose client has ended its request

for (const name of ["DATA", "HEADERS"] as const) {
  requirement(`half-closed (remote): ${name} is a stream error STREAM_CLOSED`, () => {
    const peer = playClient();
    peer.send(headers(1, request, end), anyFrame[name](1));
    peer.expect(rstStream(1, "STREAM_CLOSED"));
    peer.hears("headers 1 end", "reset 1 STREAM_CLOSED");
    peer.expectAlive();
  });
}

requirement("half-closed (remote): CONTINUATION is a connection error PROTOCOL_ERROR", () => {
  const peer = playClient();
  peer.send(headers(1, request, end), anyFrame.CONTINUATION(1));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("half-closed (remote): WINDOW_UPDATE, PRIORITY and RST_STREAM are received", () => {
  const peer = playClient();
  peer.send(headers(1, request, end), windowUpdate(1, 10), priority(1), rstStream(1));
  peer.hears("headers 1 end", "reset 1 CANCEL");
  peer.expectAlive();
});

requirement("half-closed (remote): the response is sent as far as its end", () => {
  const peer = playClient();
  peer.send(headers(1, request, end));
  peer.stream(1).sendHeaders([response], false);
  peer.stream(1).enqueue(new TextEncoder().encode("abc"), false);
  peer.stream(1).sendTrailers([trailers]);
  peer.expect(headers(1, response), data(1, "abc"), headers(1, trailers, end));
});

// closed

/** A server's stream that both sides have ended. */
function afterBothEnds(): Peer {
  const peer = playClient();
  peer.send(headers(1, request, end));
  peer.stream(1).sendHeaders([response], true);
  peer.expect(headers(1, response, end));
  peer.app.take();
  return peer;
}

requirement("closed by both ends: WINDOW_UPDATE, PRIORITY and RST_STREAM are ignored", () => {
  const peer = afterBothEnds();
  peer.send(windowUpdate(1, 10), priority(1), rstStream(1));
  peer.expectAlive();
  peer.hears();
});

requirement("closed by both ends: DATA is an error STREAM_CLOSED", () => {
  const peer = afterBothEnds();
  peer.send(data(1, "abc"));
  peer.expect(rstStream(1, "STREAM_CLOSED"));
  peer.expectAlive();
  peer.hears();
});

requirement("closed by both ends: HEADERS is an error STREAM_CLOSED", () => {
  const peer = afterBothEnds();
  peer.send(headers(1, request, end));
  peer.expectConnectionError("STREAM_CLOSED");
});

requirement("closed by the peer's RST_STREAM: DATA is an error STREAM_CLOSED", () => {
  const peer = playClient();
  peer.send(headers(1), rstStream(1), data(1, "abc"));
  peer.expect(rstStream(1, "STREAM_CLOSED"));
  peer.expectAlive();
});

requirement("closed by our RST_STREAM: frames that were under way are ignored", () => {
  const peer = playClient();
  peer.send(headers(1));
  peer.stream(1).reset(8);
  peer.expect(rstStream(1, "CANCEL"));
  peer.send(
    data(1, "abc"),
    windowUpdate(1, 10),
    priority(1),
    headers(1, trailers, end),
    rstStream(1),
  );
  peer.expectAlive();
  peer.hears("headers 1");
});

requirement("closed: nothing is sent any more", () => {
  for (const close of [
    (peer: Peer) => peer.send(rstStream(1)),
    (peer: Peer) => {
      peer.stream(1).reset(8);
      peer.expect(rstStream(1, "CANCEL"));
    },
  ]) {
    const peer = playClient();
    peer.send(headers(1, request, end));
    close(peer);
    const stream = peer.stream(1);
    stream.sendHeaders([response], false);
    stream.enqueue(new Uint8Array(3), true);
    stream.sendTrailers([trailers]);
    stream.consume(3);
    stream.reset(8);
    peer.expectNothing();
  }
});
