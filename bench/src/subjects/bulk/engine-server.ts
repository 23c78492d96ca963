// Many bytes on the HTTP/2 engine alone, at its defaults.

import { type HeaderBlock, HeaderTemplate, type Stream } from "trunkline/http2";
import { bytesOfPath, nextPiece } from "../../load/bulk/bulk-request.js";
import { EngineSink, listenEngine } from "../listen-engine.js";

const responseHeaders = [
  new HeaderTemplate([":status", "200", "content-type", "application/octet-stream"]),
];

class Download {
  readonly #stream: Stream;
  readonly #total: number;
  #sent = 0;

  constructor(stream: Stream, total: number) {
    this.#stream = stream;
    this.#total = total;
  }

  /** Writes as much as is taken now. */
  write(): void {
    const stream = this.#stream;
    while (this.#sent < this.#total && stream.isWritable && !stream.isWriteClosed) {
      const piece = nextPiece(this.#sent, this.#total);
      this.#sent += piece.length;
      stream.enqueue(piece, this.#sent === this.#total);
    }
    if (this.#sent === this.#total) stream.release();
  }
}

class BulkSink extends EngineSink {
  override onHeaders(stream: Stream, headers: HeaderBlock): void {
    const download = new Download(stream, bytesOfPath(headers.get(":path")));
    stream.context = download;
    stream.sendHeaders(responseHeaders, false);
    download.write();
  }

  override onWritable(stream: Stream): void {
    (stream.context as Download).write();
  }

  override onData(stream: Stream, _chunk: Uint8Array, start: number, end: number): void {
    stream.consume(end - start);
  }
}

await listenEngine(() => new BulkSink());
