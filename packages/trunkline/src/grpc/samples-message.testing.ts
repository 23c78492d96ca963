// `package test; message Samples { repeated double values = 1; }` as generated code has it under `packed: view`.

import {
  appendTyped,
  createTyped,
  type GeneratedType,
  messageType,
  type OutputBuffer,
  type Reader,
  readDouble,
  readTag,
  skipUnknown,
  typedDoubles,
  viewTypedFixed,
  writeTypedFixed,
} from "../protobuf/index.js";

export interface Samples {
  values: Float64Array;
}

function readSamples(reader: Reader, into: Samples | undefined): Samples {
  const message: Samples = into ?? { values: typedDoubles.empty };
  while (reader.position < reader.end) {
    const start = reader.position;
    const tag = readTag(reader);
    if (tag === 9) message.values = appendTyped(message.values, readDouble(reader), typedDoubles);
    else if (tag === 10) message.values = viewTypedFixed(reader, message.values, typedDoubles);
    else skipUnknown(reader, tag, start, undefined);
  }
  return message;
}

export const Samples: GeneratedType<Samples> = messageType(
  "test.Samples",
  ["1 values double repeated typed:Float64Array"],
  (init: Samples): Samples => ({ values: createTyped(init.values, typedDoubles) }),
  (out: OutputBuffer, { values }: Samples) => writeTypedFixed(out, 10, values, typedDoubles),
  readSamples,
);
