// What asks a server for bytes, takes them and compares every one.

export interface Receiver {
  /** Asks for `totalBytes` and settles when they have come; rejects at the first wrong byte. */
  fetch(totalBytes: number): Promise<void>;
}

/** How many bytes each of `streams` streams has of `totalBytes`. */
export function shares(totalBytes: number, streams: number): number[] {
  const each = Math.floor(totalBytes / streams);
  return Array.from({ length: streams }, (_, at) =>
    at === 0 ? totalBytes - each * (streams - 1) : each,
  );
}
