import assert from "node:assert/strict";
import { it } from "node:test";
import { data, ScriptedPeer, windowUpdate } from "./scripted-peer.testing.js";

it("counters tell bytes in and out, and those of DATA whatever became of them", () => {
  const peer = new ScriptedPeer("client");
  const before = peer.takeBytes().length;
  assert.equal(peer.connection.counters.bytesSent, before);
  const scripted = ScriptedPeer.afterPreface("server");
  const { counters } = scripted.connection;
  const { bytesReceived, bytesSent } = counters;
  const request = scripted.headers(1, "open");
  scripted.sendBytes(request, data(1, 300), windowUpdate(0, 50_000));
  const stream = scripted.sink.streams.get(1)!;
  stream.sendHeaders([[":status", "200"]], false);
  stream.enqueue(new Uint8Array(1_000), false);
  stream.reset(8);
  scripted.sendBytes(data(1, 40));
  const sent = scripted.takeBytes().length;
  assert.deepEqual(
    { ...scripted.connection.counters },
    {
      ...counters,
      bytesReceived: bytesReceived + request.length + 9 + 300 + 13 + 9 + 40,
      bytesSent: bytesSent + sent,
      dataBytesReceived: 340,
      dataBytesSent: 1_000,
      resetsSent: 1,
      dataFramesSent: 1,
    },
  );
});
