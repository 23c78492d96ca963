// RFC 9113 §8.5: CONNECT is for proxies. This engine is none and refuses it, as a stream error.

import {
  end,
  headers,
  playClient,
  requestWith,
  requirement,
  rstStream,
} from "../dialogue/index.js";

requirement("CONNECT as §8.5 has it, with :method and :authority alone, is refused", () => {
  const peer = playClient();
  peer.send(headers(1, [":method", "CONNECT", ":authority", "example.com:443"]));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
  peer.hears();
  peer.expectAlive();
});

requirement("CONNECT with :scheme and :path is malformed", () => {
  const peer = playClient();
  peer.send(headers(1, requestWith(":method", "CONNECT")));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
});

requirement("Extended CONNECT of RFC 8441, which we never offer, is malformed", () => {
  const peer = playClient();
  peer.send(
    headers(1, [":method", "CONNECT", ":protocol", "websocket", ":scheme", "http", ":path", "/"]),
  );
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
});

requirement("A method in other letters is another method: connect passes", () => {
  const peer = playClient();
  peer.send(headers(1, requestWith(":method", "connect"), end));
  peer.hears("headers 1 end");
});
