// What is converted: each payload is one message, or several that take turns, made the same in every run.

import type { JsonValue } from "trunkline/protobuf";
import * as bench from "../../gen/bench/json_pb.js";

type JsonObject = Readonly<Record<string, JsonValue>>;

export interface Payload {
  readonly name: string;
  /** Of the message, in the package `bench.json`. */
  readonly type: "Small" | "Wide" | "Users" | "Node" | "Page" | "Event" | "Maps";
  /** As ProtoJSON has them. */
  readonly values: readonly JsonObject[];
  /** Whether protobuf.js, which does not know the JSON of the well-known types, gives the same. */
  readonly isPlain: boolean;
}

/** Numbers that look random and are the same in every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const FIRST = ["Ada", "Grace", "Linus", "Margaret", "Dennis", "Barbara", "Ken", "Frances", "Zoë"];
const LAST = ["Lovelace", "Hopper", "Torvalds", "Hamilton", "Ritchie", "Liskov", "Thompson"];
const CITIES = ["Berlin", "Hà Nội", "San Francisco", "Reykjavík", "Nairobi", "Wellington"];
const WORDS =
  "a call carries one message or many of them and none waits for another unless it has to".split(
    " ",
  );
const TIERS = ["TIER_FREE", "TIER_TEAM", "TIER_ENTERPRISE"];

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function small(index: number): JsonObject {
  const name = FIRST[index % FIRST.length]!;
  return {
    id: 1000 + 37 * index,
    name: `${name} ${LAST[index % LAST.length]}`,
    emailAddress: `user${index}@example.com`,
    isActive: true,
    score: index + 0.25,
  };
}

function wide(index: number): JsonObject {
  const id = BigInt(index + 1);
  return {
    aDouble: 1234.5678 + index,
    aFloat: 0.5 + index,
    anInt32: -123_456 - index,
    anInt64: String(-1_234_567_890_123n - id),
    aUint32: 3_000_000_000 + index,
    aUint64: String(12_345_678_901_234_567_890n + id),
    aSint32: -7 - index,
    aSint64: String(-9_007_199_254_740_993n - id),
    aFixed32: 77 + index,
    aFixed64: String(88n + id),
    aSfixed32: -99 - index,
    aSfixed64: String(-111n - id),
    aBool: true,
    aString: `a string of a common length, number ${index}`,
    someBytes: Buffer.from(times(40, (at) => (at * 7 + index) & 255)).toString("base64"),
    tier: TIERS[index % 3]!,
    optionalDouble: 0.125,
    optionalInt32: 0,
    optionalInt64: String(5n * id),
    optionalBool: false,
    optionalString: "there",
    manyDoubles: times(10, (at) => at * 1.1 + index),
    manyInt32: times(10, (at) => at * 1_000 - index),
    manyInt64: times(10, (at) => String(BigInt(at) * 1_000_000_007n)),
    manyBools: times(6, (at) => at % 2 === 0),
    manyStrings: times(6, (at) => `item ${at + index}`),
    manyTiers: TIERS,
  };
}

function user(index: number, random: (below: number) => number): JsonObject {
  const first = FIRST[random(FIRST.length)]!;
  const last = LAST[random(LAST.length)]!;
  return {
    id: `usr_${(index * 2_654_435_761).toString(36).padStart(10, "0")}`,
    firstName: first,
    lastName: last,
    email: `${last.toLowerCase()}.${index}@example.com`,
    createdAtMs: String(1_700_000_000_000 + random(1_000_000) * 1000),
    age: 18 + random(60),
    isVerified: true,
    tier: TIERS[random(3)]!,
    balance: random(1_000_000) / 100 + 0.01,
    roles: [
      "reader",
      ...(random(2) === 0 ? ["editor"] : []),
      ...(random(9) === 0 ? ["admin"] : []),
    ],
    address: {
      street: `${1 + random(200)} ${LAST[random(LAST.length)]} Street`,
      city: CITIES[random(CITIES.length)]!,
      postalCode: String(10_000 + random(90_000)),
      countryCode: "DE",
    },
    phone: `+49 30 ${100_000 + random(900_000)}`,
  };
}

/** A tree with both branches four levels down, and one long branch below each leaf. */
function node(depth: number, branching: number): JsonObject {
  const own = { name: `node ${depth}`, value: depth + 1 };
  if (depth === 0) return own;
  const left = node(depth - 1, branching - 1);
  return branching > 0 ? { ...own, left, right: node(depth - 1, branching - 1) } : { ...own, left };
}

function text(words: number, random: (below: number) => number): string {
  const parts = times(words, (at) => {
    const word = WORDS[random(WORDS.length)]!;
    return at % 15 === 14 ? `${word}.\n` : at % 40 === 20 ? `"${word}"` : word;
  });
  return parts.join(" ");
}

function page(level: number, random: (below: number) => number): JsonObject {
  const own = { title: `Chapter ${level}: ${text(4, random)}`, body: text(440, random) };
  return level === 0 ? own : { ...own, pages: times(6, () => page(level - 1, random)) };
}

function event(index: number): JsonObject {
  const seconds = String(index % 60).padStart(2, "0");
  return {
    created: `2026-11-21T15:10:${seconds}Z`,
    updated: `2026-11-21T16:20:${seconds}.500Z`,
    took: `${index + 3}.250s`,
    note: `seen ${index} times`,
    count: String(7_000 + index),
    isFinal: true,
    labels: { zone: "eu-1", weight: index + 0.5, tags: ["a", "b", { deep: null }], on: true },
    mask: "user.displayName,photo",
  };
}

function maps(index: number): JsonObject {
  const entries = <T>(count: number, key: (at: number) => string, value: (at: number) => T) =>
    Object.fromEntries(times(count, (at) => [key(at), value(at)] as const));
  return {
    labels: entries(
      20,
      (at) => `app.example.com/label-${at}`,
      (at) => `value ${at + index}`,
    ),
    counts: entries(
      20,
      (at) => `metric_${at}`,
      (at) => 1 + at * 13 + index,
    ),
    names: entries(
      20,
      (at) => String(100 + at),
      (at) => `name ${at}`,
    ),
    people: entries(10, (at) => `person-${at}`, small),
  };
}

const random = createRandom(7);

export const payloads: readonly Payload[] = [
  { name: "a small message", type: "Small", values: times(32, small), isPlain: true },
  { name: "a wide message", type: "Wide", values: times(8, wide), isPlain: true },
  {
    name: "1,000 user records",
    type: "Users",
    values: [{ users: times(1_000, (index) => user(index, random)), nextPageToken: "abc" }],
    isPlain: true,
  },
  { name: "deep nesting", type: "Node", values: [node(40, 4)], isPlain: true },
  { name: "500 KB of nested text", type: "Page", values: [page(3, random)], isPlain: true },
  { name: "well-known types", type: "Event", values: times(16, event), isPlain: false },
  { name: "maps", type: "Maps", values: times(4, maps), isPlain: true },
];

export const types: Readonly<Record<Payload["type"], (typeof bench)[Payload["type"]]>> = bench;
