// What the layer above hears of a frame, as lines that the model and an engine can be compared by. How DATA is
// cut into calls is the engine's affair: pieces of one stream in a row are one line.

import type { EngineEvent } from "../watched-engine.testing.js";

export function headersLine(id: number, fields: readonly string[], end: boolean): string {
  return `headers ${id}${end ? " end" : ""} ${JSON.stringify(fields)}`;
}

export function trailersLine(id: number, fields: readonly string[]): string {
  return `trailers ${id} ${JSON.stringify(fields)}`;
}

export function dataLine(id: number, bytes: Uint8Array, end: boolean): string {
  return `data ${id}${end ? " end" : ""} ${Buffer.from(bytes).toString("hex")}`;
}

export function resetLine(
  id: number,
  code: number,
  origin: string,
  isUnprocessed: boolean,
): string {
  return `reset ${id} ${code} ${origin}${isUnprocessed ? " unprocessed" : ""}`;
}

export function goAwayLine(lastStreamId: number, code: number, debugText: string): string {
  return `goAway ${lastStreamId} ${code} ${JSON.stringify(debugText)}`;
}

/** The lines of what an engine's layer above has heard, without what follows from the whole and not from a frame. */
export function heardLines(events: readonly EngineEvent[]): string[] {
  const lines: string[] = [];
  let pieces: Uint8Array[] = [];
  for (const [at, event] of events.entries()) {
    if (event.kind !== "data") {
      const line = heardLine(event);
      if (line !== null) lines.push(line);
      continue;
    }
    pieces.push(event.bytes);
    const next = events[at + 1];
    const goesOn = !event.end && next?.kind === "data" && next.streamId === event.streamId;
    if (goesOn) continue;
    lines.push(dataLine(event.streamId, Buffer.concat(pieces), event.end));
    pieces = [];
  }
  return lines;
}

function heardLine(event: EngineEvent): string | null {
  switch (event.kind) {
    case "headers":
      return headersLine(event.streamId, event.fields, event.end);
    case "trailers":
      return trailersLine(event.streamId, event.fields);
    case "reset": {
      const { code, origin, isUnprocessed } = event.error;
      return resetLine(event.streamId, code, origin, isUnprocessed);
    }
    case "goAway": {
      const { lastStreamId, code, debugText } = event.goAway;
      return goAwayLine(lastStreamId, code, debugText);
    }
    case "settings":
    case "pingAck":
      return event.kind;
    default:
      return null;
  }
}
