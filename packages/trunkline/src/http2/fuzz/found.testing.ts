// What fuzzing has found, cut down to the least that showed it: each was a fault once, has a test of its
// own beside the code, and is run again with every gate. New ones are printed by `npm run fuzz` in this form.

import type { FuzzCase } from "./target.testing.js";

export interface Found {
  /** What went wrong. */
  readonly name: string;
  readonly target: string;
  readonly fuzzCase: FuzzCase<unknown>;
}

/** HEADERS 1, open: POST, http, "/". */
const REQUEST_1 = "000003010400000001838684";
const PREFACE = "505249202a20485454502f322e300d0a0d0a534d0d0a0d0a";

export const found: readonly Found[] = [
  {
    name: "a request that ended short of its content-length was a reset of a stream nobody knew",
    target: "http2-bytes",
    fuzzCase: bytes("server", 0, [
      PREFACE,
      "000000040000000000",
      "00000c0125000000070000000001828684" + "0f0d0135",
    ]),
  },
  {
    name: "a reset stream was reset again for a PRIORITY frame of a wrong length",
    target: "http2-bytes",
    fuzzCase: bytes("client", 0, [
      "000000040000000000",
      "0000050000000000016464646464",
      "0000010200000000015c",
    ]),
  },
  {
    name: "what the sink sent on other streams as a connection failed came after its GOAWAY",
    target: "http2-bytes",
    fuzzCase: bytes("client", 2260813263, ["080000000007000111"]),
  },
  {
    name: "GOAWAY came before SETTINGS where the client had not spoken",
    target: "http2-bytes",
    fuzzCase: bytes("server", 4, [PREFACE]),
  },
  {
    name: "a message that overflowed let bytes of another stream pass before its HEADERS",
    target: "http2-bytes",
    fuzzCase: bytes("client", 1359972417, []),
  },
  {
    name: "a sink that heard of room in a queue in the midst of a reset reset the same stream",
    target: "http2-bytes",
    fuzzCase: bytes(
      "client",
      27309361,
      ["000000040000000000", "000000040100000000", `004000000000000007${"64".repeat(8187)}`],
      1473527101,
    ),
  },
  {
    name: "HEADERS of a stream passed those of an earlier one that had been put off",
    target: "http2-bytes",
    fuzzCase: bytes(
      "client",
      3324720942,
      ["000000040000000000", `002328000000000001${"64".repeat(1117)}`],
      3444972986,
    ),
  },
  {
    name: "DATA without data was passed on, and was no end either",
    target: "http2-model",
    fuzzCase: dialogue("server", ["000000040000000000", REQUEST_1, "000000000000000001"]),
  },
  {
    name: "the padding of the last DATA frame opened the window of a stream that had ended",
    target: "http2-model",
    fuzzCase: dialogue("server", [
      "000000040000000000",
      "000000040100000000",
      REQUEST_1,
      `0000c7000900000001c6${"00".repeat(198)}`,
    ]),
  },
  {
    name: "DATA on a stream with an even id was ignored after GOAWAY",
    target: "http2-model",
    fuzzCase: dialogue("server", ["000000040000000000", { kind: "goAway" }, "000000000000000002"]),
  },
  {
    name: "an empty DATA frame was too much for a window below 0",
    target: "http2-pair",
    fuzzCase: {
      client: {},
      server: { streamWindowBytes: 1 },
      steps: [
        { kind: "carry", to: "server", bytes: 24 },
        { kind: "open" },
        { kind: "send", side: "client", stream: 1, bytes: 2, how: "message" },
        { kind: "carry", to: "client", bytes: 27 },
        { kind: "end", side: "client", stream: 1, how: "empty" },
      ],
    } as FuzzCase<unknown>,
  },
];

/** Frames in hexadecimal, and commands, where windows are small. */
function dialogue(role: string, steps: readonly (string | object)[]): FuzzCase<unknown> {
  const surroundings = { role, maxConcurrentStreams: 250, streamWindowBytes: 100, chunkSeed: 0 };
  const frames = steps.map((step) =>
    typeof step === "string" ? { kind: "frame", bytes: step } : step,
  );
  return { ...surroundings, steps: frames } as FuzzCase<unknown>;
}

function bytes(
  role: string,
  applicationSeed: number,
  steps: readonly string[],
  chunkSeed = 0,
): FuzzCase<unknown> {
  return { role, applicationSeed, chunkSeed, steps } as FuzzCase<unknown>;
}
