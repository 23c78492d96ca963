// Header sections for dialogues: sound ones, odd ones, and fields that make a section malformed.

export type Fields = readonly (readonly [name: string, value: string])[];

export const requests: readonly Fields[] = [
  [
    [":method", "POST"],
    [":scheme", "http"],
    [":path", "/a.B/C"],
    ["te", "trailers"],
  ],
  [
    [":method", "GET"],
    [":scheme", "https"],
    [":path", "/"],
    [":authority", "host"],
  ],
];
export const finalResponses: readonly Fields[] = [
  [[":status", "200"]],
  [
    [":status", "404"],
    ["x", "y"],
  ],
];
export const oddResponses: readonly Fields[] = [
  [[":status", "100"]],
  [
    [":status", "103"],
    ["link", "z"],
  ],
  [
    [":status", "204"],
    ["content-length", "5"],
  ],
  [
    [":status", "304"],
    ["content-length", "7"],
  ],
];
export const trailers: readonly Fields[] = [
  [["grpc-status", "0"]],
  [
    ["x-t", ""],
    ["y", "z"],
  ],
];
/** Fields that no section may have, and pseudo-headers where they do not belong. */
export const wrongFields: Fields = [
  ["Upper", "x"],
  ["with space", "x"],
  ["", "x"],
  ["co:lon", "x"],
  ["octet\x80", "x"],
  ["connection", "close"],
  ["upgrade", "h2c"],
  ["transfer-encoding", "chunked"],
  ["te", "gzip"],
  ["x", "line\nbreak"],
  ["x", "nul\0"],
  ["x", " leading"],
  ["content-length", "five"],
  ["content-length", "-1"],
  [":unknown", "x"],
  [":path", "/late"],
  [":status", "200"],
  [":path", ""],
  [":status", "20"],
];
