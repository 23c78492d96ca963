// What asks a server for bytes and takes them.

export interface Receiver {
  /** Asks for `totalBytes` and settles when they have come; rejects at the first wrong byte. */
  fetch(totalBytes: number): Promise<void>;
  /** Takes what the socket has received; valid during the call. */
  receive(chunk: Buffer): void;
}
