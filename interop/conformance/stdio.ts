// What the suite says and is told: messages on standard input and output, each after its length in four bytes.

import type { GeneratedType } from "trunkline/protobuf";

/** Every message on standard input, until that ends. */
export async function* readMessages<T, I>(type: GeneratedType<T, I>): AsyncIterable<T> {
  let pending = Buffer.alloc(0);
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 4) {
      const end = 4 + pending.readUInt32BE(0);
      if (pending.length < end) break;
      yield type.decode(pending.subarray(4, end));
      pending = pending.subarray(end);
    }
  }
}

export function writeMessage<T, I>(type: GeneratedType<T, I>, message: I): void {
  const bytes = type.encode(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  process.stdout.write(Buffer.concat([length, bytes]));
}
