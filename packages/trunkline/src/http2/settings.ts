// SETTINGS: what each side tells the other about itself (RFC 9113 §6.5).

import { readUint32 } from "../base/index.js";
import { ErrorCode } from "./errors.js";
import { DEFAULT_MAX_FRAME_BYTES, LARGEST_MAX_FRAME_BYTES } from "./frame.js";

export const SettingId = {
  HEADER_TABLE_SIZE: 0x1,
  ENABLE_PUSH: 0x2,
  MAX_CONCURRENT_STREAMS: 0x3,
  INITIAL_WINDOW_SIZE: 0x4,
  MAX_FRAME_SIZE: 0x5,
  MAX_HEADER_LIST_SIZE: 0x6,
} as const;

export const DEFAULT_WINDOW_BYTES = 65_535;
export const LARGEST_WINDOW_BYTES = 0x7fff_ffff;
/** A frame is sent in one piece, so a longer one would keep all other streams waiting. */
const LARGEST_FRAME_SENT_BYTES = 65_536;
/** What a client assumes of a server whose SETTINGS have not arrived (RFC 9113 §6.5.2 recommends it). */
const ASSUMED_CONCURRENT_STREAMS = 100;

/** The peer's settings as far as they matter to us, at their initial values until SETTINGS arrive. */
export class PeerSettings {
  headerTableBytes = 4096;
  maxConcurrentStreams: number = ASSUMED_CONCURRENT_STREAMS;
  initialWindowBytes: number = DEFAULT_WINDOW_BYTES;
  /** The size of header list that the peer takes; advice, which it may hold us to (RFC 9113 §10.5.1). */
  maxHeaderListBytes: number = Infinity;
  /** The size of frame that we send: what the peer takes, within reason. */
  maxFrameBytes: number = DEFAULT_MAX_FRAME_BYTES;
}

/** A setting that breaks its rule. */
export interface SettingsError {
  readonly code: ErrorCode;
  readonly message: string;
}

/**
 * Applies the payload of a SETTINGS frame, `bytes` from `start` to `end` (a multiple of six octets),
 * in order; unknown identifiers are ignored. Returns null, or what is wrong with one of them.
 */
export function applySettings(
  settings: PeerSettings,
  bytes: Uint8Array,
  start: number,
  end: number,
  peerIsServer: boolean,
): SettingsError | null {
  for (let at = start; at < end; at += 6) {
    const id = (bytes[at]! << 8) | bytes[at + 1]!;
    const value = readUint32(bytes, at + 2);
    switch (id) {
      case SettingId.HEADER_TABLE_SIZE:
        settings.headerTableBytes = value;
        break;
      case SettingId.ENABLE_PUSH:
        if (value > 1 || (peerIsServer && value === 1)) {
          return {
            code: ErrorCode.PROTOCOL_ERROR,
            message: `SETTINGS_ENABLE_PUSH is ${value}: expected ${peerIsServer ? "0" : "0 or 1"} (RFC 9113 §6.5.2)`,
          };
        }
        break;
      case SettingId.MAX_CONCURRENT_STREAMS:
        settings.maxConcurrentStreams = value;
        break;
      case SettingId.INITIAL_WINDOW_SIZE:
        if (value > LARGEST_WINDOW_BYTES) {
          return {
            code: ErrorCode.FLOW_CONTROL_ERROR,
            message: `SETTINGS_INITIAL_WINDOW_SIZE is ${value}: expected at most ${LARGEST_WINDOW_BYTES} (RFC 9113 §6.5.2)`,
          };
        }
        settings.initialWindowBytes = value;
        break;
      case SettingId.MAX_FRAME_SIZE:
        if (value < DEFAULT_MAX_FRAME_BYTES || value > LARGEST_MAX_FRAME_BYTES) {
          return {
            code: ErrorCode.PROTOCOL_ERROR,
            message: `SETTINGS_MAX_FRAME_SIZE is ${value}: expected ${DEFAULT_MAX_FRAME_BYTES} to ${LARGEST_MAX_FRAME_BYTES} (RFC 9113 §6.5.2)`,
          };
        }
        settings.maxFrameBytes = Math.min(value, LARGEST_FRAME_SENT_BYTES);
        break;
      case SettingId.MAX_HEADER_LIST_SIZE:
        settings.maxHeaderListBytes = value;
        break;
      default:
    }
  }
  return null;
}
