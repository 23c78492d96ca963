import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type AnyGeneratedType,
  DecodeError,
  type Extension,
  getExtension,
  setExtension,
  valueOrDefault,
} from "trunkline/protobuf";
import {
  compilers,
  defaultOptions,
  generateAll,
  loadGenerated,
  typeCheck,
} from "./build.testing.js";
import type { CodegenPolicies } from "./options.js";
import { unusedOverrides } from "./policies.js";
import { readProto } from "./protos.testing.js";
import { compileProto } from "./schema.testing.js";

type Module = Record<string, AnyGeneratedType>;

const sources = { "moments.proto": readProto("moments.proto") };

async function load(policies: CodegenPolicies): Promise<Module> {
  const options = { ...defaultOptions, policies };
  return (await loadGenerated<Module>(sources, "moments.proto", options)).module;
}

const plain = await load({});
const asDates = await load({ timestamp: "date", duration: "milliseconds" });
const asText = await load({ timestamp: "string", duration: "string", bytes: "view" });

const time = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });
const span = fc.integer({ min: -315_576_000_000_000, max: 315_576_000_000_000 });

function toTimestamp(ms: number): unknown {
  const seconds = Math.floor(ms / 1000);
  return { seconds: BigInt(seconds), nanos: (ms - seconds * 1000) * 1_000_000 };
}

function toDuration(ms: number): unknown {
  const seconds = Math.trunc(ms / 1000);
  return { seconds: BigInt(seconds), nanos: (ms - seconds * 1000) * 1_000_000 + 0 };
}

function toText(ms: number): string {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}

function toSpan(ms: number): string {
  const [seconds, fraction] = [Math.floor(Math.abs(ms) / 1000), Math.abs(ms) % 1000];
  const digits = fraction === 0 ? "" : `.${String(fraction).padStart(3, "0")}`;
  return `${ms < 0 ? "-" : ""}${seconds}${digits}s`;
}

/** A message with the same moments in each form. */
function momentsWith(
  t: readonly number[],
  d: readonly number[],
  at: (ms: number) => unknown,
  of: (ms: number) => unknown,
) {
  const [a = 0, b = 0, c = 0] = t;
  return {
    at: at(a),
    needed: at(b),
    all: t.map(at),
    byName: new Map([["x", at(c)]]),
    delimited: at(c),
    takes: of(d[0] ?? 0),
    laps: d.map(of),
    byLap: new Map([[1, of(d[1] ?? 0)]]),
    end: a % 2 === 0 ? { case: "until", value: at(b) } : { case: "after", value: of(d[0] ?? 0) },
  };
}

test("timestamps and durations are the same bytes in every form", () => {
  const times = fc.array(time, { minLength: 1, maxLength: 3 });
  const property = fc.property(times, fc.array(span, { maxLength: 3 }), (t, d) => {
    const bytes = plain.Moments!.encode(momentsWith(t, d, toTimestamp, toDuration));
    const dates = momentsWith(
      t,
      d,
      (ms) => new Date(ms),
      (ms) => ms,
    );
    const texts = momentsWith(t, d, (ms) => toText(ms), toSpan);
    for (const [{ Moments }, message] of [
      [asDates, dates],
      [asText, texts],
    ] as const) {
      assert.deepEqual(Moments!.encode(message), bytes);
      assert.deepEqual(Moments!.encode(Moments!.create(message)), bytes);
      assert.deepEqual(Moments!.decode(bytes), message);
    }
  });
  fc.assert(property, { numRuns: 100 });
});

test("what a string or number of milliseconds holds below a millisecond is kept", () => {
  const at = "2026-11-21T15:10:00.123456789Z";
  const takes = "-0.000000001s";
  const bytes = asText.Moments!.encode({ needed: at, takes });
  assert.deepEqual(plain.Moments!.decode(bytes).needed.nanos, 123456789);
  assert.deepEqual(plain.Moments!.decode(bytes).takes, { seconds: 0n, nanos: -1 });
  assert.equal(asText.Moments!.decode(bytes).needed, at);
  assert.equal(asText.Moments!.decode(bytes).takes, takes);
  const half = asDates.Moments!.encode({ needed: new Date(0), takes: 1.5 });
  assert.deepEqual(plain.Moments!.decode(half).takes, { seconds: 0n, nanos: 1_500_000 });
  assert.equal(asDates.Moments!.decode(half).takes, 1.5);
});

test("a moment in two pieces is merged, and an entry without a value has the first", () => {
  const pieces = Buffer.from("0a020805" + "0a0410c0843d" + "12021001" + "2203" + "0a0161", "hex");
  assert.deepEqual(asDates.Moments!.decode(pieces).at, new Date(5001));
  assert.deepEqual(asDates.Moments!.decode(pieces).byName, new Map([["a", new Date(0)]]));
  assert.equal(asText.Moments!.decode(pieces).at, "1970-01-01T00:00:05.001Z");
});

test("a wrong moment is refused with its path", () => {
  const wrong = (type: AnyGeneratedType, init: object): string => {
    try {
      type.encode(init);
    } catch (error) {
      assert.ok(error instanceof TypeError);
      return error.message;
    }
    assert.fail("expected a TypeError");
  };
  const needed = "1970-01-01T00:00:00Z";
  const { Moments } = asText;
  const prefix = "moments.v1.Moments.";
  assert.equal(
    wrong(Moments!, { needed, all: ["2026-06-31T00:00:00Z"] }),
    `${prefix}all[0]: expected a time such as "2026-11-21T15:10:00Z", got "2026-06-31T00:00:00Z"`,
  );
  assert.equal(
    wrong(Moments!, { needed, takes: "1.5" }),
    `${prefix}takes: expected a duration such as "1.5s", got "1.5"`,
  );
  assert.equal(
    wrong(Moments!, { needed: "0000-12-31T23:59:59Z" }),
    `${prefix}needed: expected a time in the years 1 to 9999, got "0000-12-31T23:59:59Z"`,
  );
  assert.equal(
    wrong(asDates.Moments!, { needed: new Date(Number.NaN) }),
    `${prefix}needed: expected a valid Date, got an object (Date)`,
  );
  assert.equal(
    wrong(asDates.Moments!, { needed: new Date(), takes: Number.NaN }),
    `${prefix}takes: expected a number of milliseconds, got NaN`,
  );
});

test("a moment that the form cannot hold is a DecodeError with its path", () => {
  const bytes = plain.Moments!.encode({ needed: { seconds: 1n << 62n } });
  for (const { Moments } of [asDates, asText]) {
    assert.throws(
      () => Moments!.decode(bytes),
      (error) => error instanceof DecodeError && error.path.startsWith("moments.v1.Moments.needed"),
    );
  }
});

test("defaults and extensions have the form of the policy", () => {
  const { Moments, Blobs_Open, touched } = asDates;
  const empty = Moments!.create({ needed: new Date(1) });
  assert.deepEqual(valueOrDefault(Moments!, empty, "at"), new Date(0));
  assert.equal(valueOrDefault(Moments!, empty, "takes"), 0);
  const text = asText.Moments!.create({ needed: "1970-01-01T00:00:00Z" });
  assert.equal(valueOrDefault(asText.Moments!, text, "at"), "1970-01-01T00:00:00Z");
  assert.equal(valueOrDefault(asText.Moments!, text, "takes"), "0s");
  const extension = touched as unknown as Extension<object, Date | undefined, Date>;
  const message: object = Blobs_Open!.create();
  setExtension(message, extension, new Date(7));
  assert.deepEqual(getExtension(message, extension), new Date(7));
});

test("bytes are views of what decode() is given, and copies of what read() is", () => {
  const bytes = asText.Blobs!.encode({ data: new Uint8Array([1, 2]), list: [new Uint8Array([3])] });
  const whole = new Uint8Array(Buffer.concat([Buffer.from([9]), bytes]));
  const viewed = asText.Blobs!.decode(whole.subarray(1));
  assert.equal(viewed.data.buffer, whole.buffer);
  assert.deepEqual(viewed.data, new Uint8Array([1, 2]));
  assert.equal(asText.Blobs!.decode(Buffer.from(bytes)).data.constructor, Uint8Array);
  const copied = asText.Blobs!.read(whole, 1, whole.length);
  assert.notEqual(copied.data.buffer, whole.buffer);
  assert.deepEqual(copied, viewed);
  assert.notEqual(plain.Blobs!.decode(whole.subarray(1)).data.buffer, whole.buffer);
});

test("the policy closest to a field decides; one that names it wins over jstype", async () => {
  const { Blobs } = await load({
    int64: "string",
    overrides: {
      "moments.v1": { int64: "number" },
      "moments.v1.Blobs.count": { int64: "bigint" },
      "moments.v1.Blobs.other": { bytes: "view" },
    },
  });
  const { wide, count, other } = Blobs!.create();
  assert.deepEqual([wide, count, other], [0, 0n, "0"]);
});

test("unusedOverrides() names what fits nothing", () => {
  const files = [...compileProto(sources).files.values()];
  const overrides = Object.fromEntries(
    ["moments", "moments.v1", "moments.v1.Blob", "moments.v1.Blobs", "moments.v1.Moments.all", "v1"]
      .concat("moments.v1.touched", "google.protobuf")
      .map((name) => [name, { int64: "number" as const }]),
  );
  assert.deepEqual(unusedOverrides({ overrides }, files), ["moments.v1.Blob", "v1"]);
});

for (const [version, compiler] of Object.entries(compilers)) {
  test(`every policy passes the checks of TypeScript ${version}`, () => {
    const date = "message Date { google.protobuf.Timestamp date = 1; } message Moments {";
    const text = sources["moments.proto"].replace("message Moments {", date);
    const schema = compileProto({ "moments.proto": text });
    for (const policies of [
      { timestamp: "date", duration: "milliseconds", int64: "number" },
      { timestamp: "string", duration: "string", bytes: "view", int64: "string" },
    ] as const) {
      const files = generateAll(schema, { ...defaultOptions, policies });
      assert.equal(typeCheck(compiler, files), "");
    }
  });
}
