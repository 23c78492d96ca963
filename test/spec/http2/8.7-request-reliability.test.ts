// RFC 9113 §8.7: when a request may be tried again.

import {
  end,
  goAway,
  headers,
  playClient,
  playServer,
  request,
  requirement,
  response,
  rstStream,
} from "../dialogue/index.js";

requirement("A request that was refused is unprocessed", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.send(rstStream(1, "REFUSED_STREAM"));
  peer.hears("reset 1 REFUSED_STREAM unprocessed");
});

requirement("A request above GOAWAY's last id is unprocessed, whatever the code", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.receivesRequest(end);
  peer.send(goAway("INTERNAL_ERROR", 1));
  peer.hears("reset 3 REFUSED_STREAM unprocessed", "goaway 1 INTERNAL_ERROR");
});

requirement("No other end says that a request was not processed", () => {
  const peer = playServer();
  for (const _ of [1, 3]) peer.receivesRequest(end);
  peer.send(rstStream(1, "CANCEL"));
  peer.connection.transportClosed(null);
  peer.hears("reset 1 CANCEL", "reset 3 INTERNAL_ERROR", "closed INTERNAL_ERROR");
});

requirement("REFUSED_STREAM is sent only for requests that nobody above has heard of", () => {
  const peer = playClient({ maxConcurrentStreams: 1 });
  peer.send(headers(1), headers(3), headers(5));
  peer.expect(rstStream(3, "REFUSED_STREAM"), rstStream(5, "REFUSED_STREAM"));
  peer.hears("headers 1");
});

requirement("The last id of GOAWAY covers every request that was passed on", () => {
  const peer = playClient();
  peer.send(headers(1, request, end), headers(9, request, end));
  peer.stream(1).sendHeaders([response], true);
  peer.expect(headers(1, response, end));
  peer.connection.goAway(0, "");
  peer.expect(goAway("NO_ERROR", 9));
});
