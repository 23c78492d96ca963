import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ConnectionOptions, FrameLog, type Stream } from "./index.js";
import { RecordingSink, requestFields } from "./scripted-peer.testing.js";
import { type LinkQuality, SimulatedLink } from "./simulated-link.testing.js";

const MIB = 1 << 20;
/** The product is 12.5 MB. */
const continents: LinkQuality = { roundTripMs: 100, bytesPerMs: 125_000 };
/** The product is 25 KB. */
const room: LinkQuality = { roundTripMs: 0.2, bytesPerMs: 125_000 };

/** Sends as much on each stream as may be queued, without end. */
class Fountain extends RecordingSink {
  readonly #bytes = new Uint8Array(65_536);

  override onHeaders(stream: Stream): void {
    stream.sendHeaders([[":status", "200"]], false);
    this.onWritable(stream);
  }

  override onWritable(stream: Stream): void {
    if (stream.isWritable) stream.enqueue(this.#bytes, false);
  }
}

/** Counts what arrives and consumes it, unless told not to. */
class Basin extends RecordingSink {
  receivedBytes = 0;
  readonly unread: Map<Stream, number> = new Map();

  override onHeaders(): void {}

  override onData(stream: Stream, _chunk: Uint8Array, start: number, end: number): void {
    this.receivedBytes += end - start;
    if (this.consumes) stream.consume(end - start);
    else this.unread.set(stream, (this.unread.get(stream) ?? 0) + end - start);
  }
}

interface Download {
  readonly link: SimulatedLink;
  readonly basin: Basin;
  readonly streams: readonly Stream[];
  /** PING that the client has sent. */
  readonly pings: () => number;
}

function downloading(
  quality: LinkQuality,
  given: { options?: ConnectionOptions; streams?: number; consumes?: boolean } = {},
): Download {
  const basin = new Basin();
  basin.consumes = given.consumes ?? true;
  const lines: string[] = [];
  const log = new FrameLog({
    name: "1",
    role: "server",
    startMs: 0,
    write: (line) => lines.push(line),
  });
  const link = new SimulatedLink(
    quality,
    {
      createSink: () => basin,
      ...(given.options === undefined ? {} : { http2: given.options }),
      onSent: (bytes) => log.received(bytes, 0),
    },
    { createSink: () => new Fountain() },
  );
  link.advance(2 * quality.roundTripMs + 10);
  const streams = Array.from({ length: given.streams ?? 1 }, () => {
    const stream = link.client.openStream(null)!;
    stream.sendHeaders([requestFields], true);
    return stream;
  });
  return {
    link,
    basin,
    streams,
    pings: () => lines.filter((line) => /recv PING .*[^K]$/.test(line)).length,
  };
}

/** The share of the wire's width that arrives as DATA in the next so many milliseconds. */
function shareOf({ link, basin }: Download, quality: LinkQuality, ms: number): number {
  const before = basin.receivedBytes;
  link.advance(ms);
  return (basin.receivedBytes - before) / (ms * quality.bytesPerMs);
}

/** The most that one stream can still be sent: its window, and what is under way. */
function windowOf(stream: Stream): number {
  return stream.receiveWindow + stream.unconsumedBytes + stream.unreturnedBytes;
}

describe("windows that size themselves", () => {
  it("fill 1 Gbit/s over 100 ms within two seconds, where 1 MiB fills a tenth of it", () => {
    const download = downloading(continents);
    assert.ok(shareOf(download, continents, 300) < 0.15);
    download.link.advance(1_700);
    const share = shareOf(download, continents, 300);
    assert.ok(share > 0.95, `${share} of the wire`);
    assert.equal(windowOf(download.streams[0]!), 16 * MIB);
    assert.equal(download.link.client.counters.dataBytesReceived, download.basin.receivedBytes);
  });

  it("fill it with many streams as well", () => {
    const download = downloading(continents, { streams: 20 });
    download.link.advance(2_000);
    const share = shareOf(download, continents, 300);
    assert.ok(share > 0.95, `${share} of the wire`);
  });

  it("stay as they are in a local network, which 1 MiB fills, and PING becomes rare", () => {
    const download = downloading(room);
    assert.ok(shareOf(download, room, 100) > 0.95);
    download.link.advance(900);
    assert.equal(windowOf(download.streams[0]!), MIB);
    assert.ok(download.pings() <= 2 * 8, `${download.pings()} PING in a second`);
  });

  it("stay as they are when a size is given, without a PING", () => {
    const download = downloading(continents, { options: { streamWindowBytes: 2 * MIB } });
    download.link.advance(1_500);
    assert.equal(windowOf(download.streams[0]!), 2 * MIB);
    assert.equal(download.pings(), 0);
  });

  it("grow from the size given to the most that is given", () => {
    const options = { streamWindowBytes: 65_536, maxStreamWindowBytes: 300_000 };
    const download = downloading(continents, { options });
    download.link.advance(2_000);
    assert.equal(windowOf(download.streams[0]!), 300_000);
  });

  it("do not grow for a reader that stands still, whatever others do", () => {
    const download = downloading(continents, { streams: 2, consumes: false });
    const [idle, busy] = download.streams as [Stream, Stream];
    for (let step = 0; step < 3_000; step++) {
      download.link.advance(1);
      busy.consume(download.basin.unread.get(busy) ?? 0);
      download.basin.unread.delete(busy);
    }
    assert.equal(windowOf(idle), MIB);
    assert.equal(windowOf(busy), 16 * MIB);
    assert.equal(idle.unconsumedBytes, MIB);
  });

  it("hold no more than maxBufferedBytes and a window of it when nobody reads", () => {
    const download = downloading(continents, { streams: 100, consumes: false });
    download.link.advance(3_000);
    assert.ok(download.basin.receivedBytes <= 32 * MIB, `${download.basin.receivedBytes} bytes`);
    assert.ok(download.basin.receivedBytes >= 16 * MIB, "a test of something");
  });
});
