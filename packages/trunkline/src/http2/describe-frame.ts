// A frame in words, as `HEADERS stream 1, 54 octets, END_HEADERS`; header fields and settings are lines of
// their own. Payloads never appear, nor do the values of fields that hold secrets.

import { readUint32 } from "../base/index.js";
import { isSecretName } from "../hpack/index.js";
import { errorCodeName } from "./errors.js";
import { Flag, FrameType, readUint31 } from "./frame.js";
import type { SeenFrame } from "./frame-cutter.js";
import { printable } from "./printable.js";
import { SettingId } from "./settings.js";

const typeNames: readonly string[] = Object.keys(FrameType);

const settingNames: ReadonlyMap<number, string> = new Map(
  Object.entries(SettingId).map(([name, id]) => [id, name]),
);

/** The frame's one line. */
export function describeFrame(frame: SeenFrame): string {
  const { type, streamId, length } = frame;
  const name = typeNames[type] ?? `frame of type 0x${type.toString(16)}`;
  const where = streamId === 0 ? "connection" : `stream ${streamId}`;
  const parts = [`${name} ${where}`, ...describePayload(frame)];
  if (parts.length === 1) parts.push(octets(length));
  return [...parts, ...describeFlags(frame)].join(", ");
}

/** A line for each setting. */
export function describeSettings({ payload }: SeenFrame): string[] {
  const lines: string[] = [];
  for (let at = 0; at + 6 <= payload.length; at += 6) {
    const id = (payload[at]! << 8) | payload[at + 1]!;
    const name = settingNames.get(id) ?? `setting 0x${id.toString(16)}`;
    lines.push(`${name}: ${readUint32(payload, at + 2)}`);
  }
  return lines;
}

/** A line for each field, names and values in turn. */
export function describeFields(fields: readonly string[]): string[] {
  const lines: string[] = [];
  for (let at = 0; at < fields.length; at += 2) {
    const name = fields[at]!;
    const value = fields[at + 1]!;
    const shown = isHidden(name) ? `(hidden, ${octets(value.length)})` : printable(value);
    lines.push(`${printable(name)}: ${shown}`);
  }
  return lines;
}

/** A log is read by more people than a connection has ends: any key is hidden there. */
function isHidden(name: string): boolean {
  return isSecretName(name) || name.endsWith("key");
}

/** What matters of the payload; nothing where its size is all there is to say, or is wrong. */
function describePayload({ type, flags, length, payload }: SeenFrame): string[] {
  switch (type) {
    case FrameType.DATA:
      if ((flags & Flag.PADDED) === 0 || payload.length === 0) return [];
      return [octets(length), `${payload[0]} of them padding`];
    case FrameType.RST_STREAM:
      return length === 4 ? [errorCodeName(readUint32(payload, 0))] : [];
    case FrameType.PING:
      return length === 8 ? [hex(payload)] : [];
    case FrameType.WINDOW_UPDATE:
      return length === 4 ? [`${octets(readUint31(payload, 0))} more`] : [];
    case FrameType.GOAWAY: {
      if (length < 8) return [];
      const goAway = [
        `last stream ${readUint31(payload, 0)}`,
        errorCodeName(readUint32(payload, 4)),
      ];
      if (length > 8) goAway.push(`"${printable(latin1(payload.subarray(8)))}"`);
      return goAway;
    }
    default:
      return [];
  }
}

function describeFlags({ type, flags }: SeenFrame): string[] {
  const names: string[] = [];
  const endsStream = type === FrameType.DATA || type === FrameType.HEADERS;
  const endsBlock = type === FrameType.HEADERS || type === FrameType.CONTINUATION;
  const isAnswer = type === FrameType.SETTINGS || type === FrameType.PING;
  if (endsStream && (flags & Flag.END_STREAM) !== 0) names.push("END_STREAM");
  if (endsBlock && (flags & Flag.END_HEADERS) !== 0) names.push("END_HEADERS");
  if (isAnswer && (flags & Flag.ACK) !== 0) names.push("ACK");
  return names;
}

/** `1 octet`, `2 octets`. */
export function octets(count: number): string {
  return count === 1 ? "1 octet" : `${count} octets`;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 1024));
}
