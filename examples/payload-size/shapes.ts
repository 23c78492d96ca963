// The same data in every run, made from a seed.

import { type AnyGeneratedType, type JsonValue, toJson } from "trunkline/protobuf";
import {
  Article,
  ByteIds,
  Counters,
  DeviceReports,
  Orders,
  Readings,
  TextIds,
  User,
} from "./gen/shapes_pb.js";

/** One kind of data, in both forms. */
export interface Shape {
  readonly name: string;
  readonly json: string;
  readonly protobuf: Uint8Array;
}

let state = 1;

/** A whole number of at least 0 and below `limit` (a linear congruence of 31 bits). */
function below(limit: number): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return Math.floor((state / 0x80000000) * limit);
}

function list<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

const words = "river stone light paper north garden quiet number market window simple record".split(
  " ",
);

function word(): string {
  return words[below(words.length)]!;
}

function prose(count: number): string {
  return `${list(count, word).join(" ")}.`;
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** As a service with JSON writes it: the same fields, under their names. */
function shape(name: string, type: AnyGeneratedType, message: object): Shape {
  const json: JsonValue = toJson(type, message);
  return { name, json: JSON.stringify(json), protobuf: type.encode(message) };
}

function orders(): object {
  return {
    orders: list(500, (index) => ({
      orderNumber: 100_000 + index,
      customerEmail: `${word()}.${word()}@example.com`,
      state: 1 + below(3),
      placedAtSeconds: 1_790_000_000 + below(1_000_000),
      lines: list(1 + below(4), () => ({
        articleName: `${word()} ${word()}`,
        quantity: 1 + below(5),
        unitPriceCents: 99 + below(20_000),
      })),
      isGift: below(5) === 0,
    })),
  };
}

function deviceReports(): object {
  return {
    reports: list(3_000, (index) => ({
      deviceNumber: 1 + index,
      temperatureTenthsCelsius: below(600) - 100,
      relativeHumidityPercent: 1 + below(99),
      batteryLevelPercent: 1 + below(99),
      isCharging: below(4) === 0,
      hasConnection: below(10) !== 0,
      uptimeMinutes: 1 + below(16_000),
      restartCount: below(20),
    })),
  };
}

/** All shapes, those first that protobuf is best for. */
export function makeShapes(): readonly Shape[] {
  state = 1;
  const ids = list(200, () => Uint8Array.from(list(16, () => below(256))));
  return [
    shape("3,000 device reports", DeviceReports, deviceReports()),
    shape("500 orders", Orders, orders()),
    shape("one user", User, {
      id: 4711,
      displayName: "Linh",
      emailAddress: "linh@example.com",
      isActive: true,
    }),
    shape("10,000 counters", Counters, { values: list(10_000, () => below(100_000)) }),
    shape("200 UUIDs as bytes", ByteIds, { ids }),
    shape("200 UUIDs as text", TextIds, { ids: ids.map(hex) }),
    shape("prose of 20 KB", Article, {
      title: prose(6),
      paragraphs: list(20, () => prose(160)),
    }),
    shape("10,000 readings as doubles", Readings, {
      values: list(10_000, () => (below(900) - 200) / 10),
    }),
  ];
}
