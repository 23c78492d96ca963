// The messages that are measured, each made by a script from a seed.

import { partialUser } from "./key-orders.js";
import { Random } from "./random.js";

/** How a subject holds integers of 64 bits: as its users get it without saying anything, or one of two. */
type Wide64 = "default" | "bigint" | "number";

export interface Payload {
  readonly name: string;
  /** The message of payloads.proto. */
  readonly message: string;
  readonly wide64: Wide64;
  /** Counts for the geometric means. */
  readonly isInMean: boolean;
  /** How much it counts there: half where another payload has the same data, held in another way. Default: 1. */
  readonly weight?: number;
  /** Set where what is encoded is not what was decoded, but objects with some keys, in so many orders. */
  readonly keyOrders?: number;
  /** Only these subjects, where not all of them can hold it or write it. */
  readonly subjects?: readonly string[];
  /** Given where our subject has typed arrays for its lists. */
  readonly typed?: HeldLists;
  /** The payload that has the same data, whose bytes are taken. */
  readonly sameAs?: string;
  make(random: Random): object;
}

/** How our subject holds lists of numbers, and how many times JSON it is to be then. */
interface HeldLists {
  readonly packed: "typed" | "view";
  /** Where in its memory the message begins, in bytes. */
  readonly offset: number;
  readonly encode: number;
  readonly decode: number;
}

const roles = [1, 2, 3];

function makeGreeting(random: Random): object {
  return { name: random.name(), id: 4711, email: `${random.word(3)}@example.com`, active: true };
}

function makeWide(random: Random): object {
  const point = () => ({ x: random.next() * 180, y: random.next() * 90 });
  return {
    latitude: random.next() * 90,
    weight: Math.fround(random.next() * 100),
    balance: -random.whole(1, 100_000),
    total: random.wide(0, 2 ** 45),
    count: random.whole(0, 2 ** 20),
    volume: random.wide(0, 2 ** 50),
    delta: -random.whole(1, 2 ** 20),
    offset: -random.wide(1, 2 ** 40),
    checksum: random.whole(0, 2 ** 32),
    fingerprint: random.wide(0, 2 ** 53),
    drift: -random.whole(0, 2 ** 31),
    epoch: -random.wide(0, 2 ** 50),
    enabled: true,
    title: random.text(30),
    token: Uint8Array.from(random.list(32, () => random.whole(0, 256))),
    color: 2,
    origin: point(),
    codes: random.list(16, () => random.whole(0, 40_000)),
    labels: random.list(6, () => random.word(4)),
    samples: random.list(16, () => random.next() * 1000),
    corners: random.list(4, point),
  };
}

function makeAttribute(random: Random): object {
  const kind = random.whole(0, 5);
  if (kind === 0) return { ratio: Math.fround(random.next() + 0.5) };
  if (kind === 1) return { number: random.next() * 1000 + 1 };
  if (kind === 2) return { integer: random.whole(1, 5_000) };
  if (kind === 3) return { flag: true };
  return { text: random.text(random.whole(3, 30)) };
}

function makeTile(random: Random): object {
  return {
    layers: random.list(8, () => ({
      name: random.word(3),
      features: random.list(120, () => ({
        id: random.wide(1, 2 ** 33),
        tags: random.list(2 * random.whole(1, 6), () => random.whole(0, 200)),
        type: random.pick(roles),
        geometry: random.list(random.whole(6, 90), (at) =>
          at === 0 ? 9 : random.whole(0, random.pick([60, 4_000])),
        ),
      })),
      keys: random.list(24, () => `${random.word(2)}_${random.word(2)}`),
      values: random.list(200, () => makeAttribute(random)),
      extent: 4096,
      version: 2,
    })),
  };
}

function makeUser(random: Random, index: number): object {
  return {
    id: index + 1,
    name: `${random.name()} ${random.name()}`,
    email: `${random.word(4)}@${random.word(2)}.example.com`,
    age: random.whole(18, 90),
    active: random.next() < 0.8,
    role: random.pick(roles),
    address: {
      street: `${random.whole(1, 200)} ${random.name()} street`,
      city: random.name(),
      zip: String(random.whole(10_000, 99_999)),
      country: random.pick(["DE", "FR", "VN", "US", "BR"]),
    },
    tags: random.list(random.whole(0, 5), () => random.word(2)),
    score: Math.round(random.next() * 10_000) / 100,
    phone: `+${random.whole(10_000_000, 99_999_999)}`,
  };
}

function makeLedger(random: Random): object {
  return {
    entries: random.list(200, (index) => ({
      id: random.wide(2 ** 40, 2 ** 41),
      account: random.wide(1, 2 ** 33),
      amount: random.wide(-(2 ** 34), 2 ** 34),
      sequence: BigInt(index + 1),
      hash: random.wide(2 ** 40, 2 ** 53),
      time: random.wide(1_700_000_000_000_000, 1_800_000_000_000_000),
      parents: random.list(3, () => random.wide(2 ** 40, 2 ** 41)),
    })),
  };
}

function makeNode(random: Random, depth: number): object {
  const children = depth === 0 ? [] : [makeNode(random, 0), makeNode(random, depth - 1)];
  return {
    name: random.word(3),
    value: random.whole(1, 100_000),
    children: depth === 0 ? [] : children,
  };
}

function makeSection(random: Random, depth: number): object {
  return {
    heading: random.text(40),
    paragraphs: random.list(6, () => ({
      text:
        random.text(random.whole(200, 1_100)) + (random.next() < 0.1 ? " Überraschung – 你好" : ""),
      notes: random.list(random.whole(0, 3), () => random.text(60)),
    })),
    sections: depth === 0 ? [] : random.list(3, () => makeSection(random, depth - 1)),
  };
}

function makeDocument(random: Random): object {
  return { title: random.text(60), sections: random.list(3, () => makeSection(random, 3)) };
}

function makeSamples(random: Random): object {
  return { values: random.list(6_250_000, () => (random.next() - 0.5) * 1e6) };
}

const samples = {
  message: "Samples",
  wide64: "default",
  isInMean: false,
  make: makeSamples,
} as const;
/** No peer has typed arrays. JSON is the same text whatever holds the numbers. */
const typedSamples = {
  ...samples,
  sameAs: "50 MB of doubles",
  subjects: ["trunkline", "JSON"],
} as const;
const inMean = { wide64: "default", isInMean: true } as const;
const bigints = ["trunkline", "protobuf-es", "ts-proto", "protobuf-ts"];
const numbers = [
  ...["trunkline", "protobuf.js static", "protobuf.js reflection", "ts-proto", "protobuf-ts"],
  ...["google-protobuf", "pbf", "JSON"],
];
const partial = {
  wide64: "default",
  isInMean: false,
  message: "User",
  make: () => Object.fromEntries(partialUser),
} as const;
/** google-protobuf has no messages that are plain objects. */
const plain = [
  ...["trunkline", "protobuf.js static", "protobuf.js reflection", "protobuf-es", "ts-proto"],
  ...["protobuf-ts", "pbf", "JSON"],
];

export const payloads: readonly Payload[] = [
  { name: "small message", message: "Greeting", ...inMean, make: makeGreeting },
  { name: "every scalar", message: "Wide", ...inMean, make: makeWide },
  { name: "vector tile", message: "Tile", ...inMean, make: makeTile },
  {
    name: "1,000 users",
    message: "Users",
    ...inMean,
    make: (random) => ({ users: random.list(1000, (index) => makeUser(random, index)) }),
  },
  {
    name: "64-bit integers as bigints",
    message: "Ledger",
    wide64: "bigint",
    isInMean: true,
    weight: 0.5,
    subjects: bigints,
    make: makeLedger,
  },
  {
    name: "64-bit integers as numbers",
    message: "Ledger",
    wide64: "number",
    isInMean: true,
    weight: 0.5,
    subjects: numbers,
    make: makeLedger,
  },
  {
    name: "deep nesting",
    message: "Node",
    ...inMean,
    make: (random) => makeNode(random, 60),
  },
  { name: "partial objects, one key order", keyOrders: 1, ...partial, subjects: plain },
  { name: "partial objects, six key orders", keyOrders: 6, ...partial, subjects: plain },
  {
    name: "500 KB of nested text",
    message: "Document",
    wide64: "default",
    isInMean: false,
    make: makeDocument,
  },
  { name: "50 MB of doubles", ...samples },
  {
    name: "50 MB of doubles as typed arrays, copied",
    ...typedSamples,
    typed: { packed: "typed", offset: 0, encode: 25, decode: 25 },
  },
  {
    // Key and length have five bytes: the values begin at a multiple of eight, where a call puts them.
    name: "50 MB of doubles as typed arrays, views",
    ...typedSamples,
    typed: { packed: "view", offset: 3, encode: 25, decode: 50 },
  },
  {
    name: "50 MB of doubles as typed arrays, views but not aligned",
    ...typedSamples,
    typed: { packed: "view", offset: 0, encode: 25, decode: 25 },
  },
];

/** Plain data of a payload, in the form that protobuf-es takes. */
export function makePayload(payload: Payload): object {
  return payload.make(new Random(20_261_121));
}
