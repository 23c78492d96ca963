// Messages for peers that bring their own codec: protobuf.js with code compiled from the schema, which is
// what proto-loader and ts-proto stand on, without proto-loader's extra copies.

import protobuf from "protobufjs";

export interface Codec<T> {
  encode(message: T): Buffer;
  decode(bytes: Buffer): T;
}

/** The codecs of the messages in `schema`, by their names. */
export function codecsOf(schema: string): <T>(name: string) => Codec<T> {
  const { root } = protobuf.parse(schema);
  return <T>(name: string): Codec<T> => {
    const type = root.lookupType(name);
    return {
      encode: (message) => type.encode(message as object).finish() as Buffer,
      decode: (bytes) => type.decode(bytes) as unknown as T,
    };
  };
}
