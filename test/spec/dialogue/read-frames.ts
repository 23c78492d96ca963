// The bytes that the engine sent, read back into frames with their meaning.

import assert from "node:assert/strict";
import { HeaderBlock, HpackDecoder } from "trunkline/http2";
import { errorName, Flag, type Frame, type Meaning, typeName } from "./frames.js";

/** Reads what one side of a connection sends, from its first frame on. */
export class FrameReader {
  readonly #decoder = new HpackDecoder({ maxListBytes: 1 << 20, maxFields: 10_000 });
  /** A header block whose end has not come. */
  #fragments: Uint8Array[] = [];

  /** Whole frames; half a frame is a failure. */
  read(bytes: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < bytes.length; ) {
      const length = view.getUint32(at) >>> 8;
      const payload = Uint8Array.from(bytes.subarray(at + 9, at + 9 + length));
      assert.equal(payload.length, length, "the engine sent half a frame");
      const streamId = view.getUint32(at + 5);
      assert.ok(streamId <= 0x7fff_ffff, "the reserved bit must be unset (RFC 9113 §4.1)");
      const bare = { type: bytes[at + 3]!, flags: bytes[at + 4]!, streamId, payload, meaning: {} };
      assertFlags(bare);
      frames.push({ ...bare, meaning: this.#meaningOf(bare) });
      at += 9 + length;
    }
    return frames;
  }

  #meaningOf(frame: Frame): Meaning {
    const { type, flags, payload } = frame;
    const view = new DataView(payload.buffer);
    const ack = (flags & Flag.ACK) !== 0;
    const endStream = (flags & Flag.END_STREAM) !== 0;
    switch (typeName(type)) {
      case "DATA":
        return { text: latin1(payload), endStream };
      case "HEADERS":
        this.#fragments = [payload];
        return { ...this.#fieldsAtEnd(flags), endStream };
      case "CONTINUATION":
        this.#fragments.push(payload);
        return this.#fieldsAtEnd(flags);
      case "RST_STREAM":
        return { error: errorName(view.getUint32(0)) };
      case "SETTINGS":
        return { ack, ...settingsOf(view) };
      case "PING":
        return { text: latin1(payload), ack };
      case "GOAWAY":
        return {
          lastStreamId: view.getUint32(0),
          error: errorName(view.getUint32(4)),
          debugText: latin1(payload.subarray(8)),
        };
      case "WINDOW_UPDATE":
        return { increment: view.getUint32(0) };
      default:
        return assert.fail(`the engine sent a frame of ${typeName(type)}`);
    }
  }

  #fieldsAtEnd(flags: number): Meaning {
    if ((flags & Flag.END_HEADERS) === 0) return {};
    const block = Buffer.concat(this.#fragments);
    const decoded = this.#decoder.decode(block, 0, block.length);
    assert.ok(decoded instanceof HeaderBlock, "the engine sent a broken header block");
    return { fields: decoded.fields.join("\n") };
  }
}

const flagsOf: Readonly<Record<string, number>> = {
  DATA: Flag.END_STREAM | Flag.PADDED,
  HEADERS: Flag.END_STREAM | Flag.END_HEADERS | Flag.PADDED | Flag.PRIORITY,
  SETTINGS: Flag.ACK,
  PING: Flag.ACK,
  CONTINUATION: Flag.END_HEADERS,
};

/** Flags that a frame type does not have must be unset (RFC 9113 §4.1). */
function assertFlags({ type, flags }: Frame): void {
  const unused = flags & ~(flagsOf[typeName(type)] ?? 0);
  assert.equal(unused, 0, `the engine set unused flags of ${typeName(type)}`);
}

function settingsOf(view: DataView): Meaning {
  const settings: Record<string, number> = {};
  for (let at = 0; at < view.byteLength; at += 6) {
    settings[`setting ${view.getUint16(at)}`] = view.getUint32(at + 2);
  }
  return settings;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}
