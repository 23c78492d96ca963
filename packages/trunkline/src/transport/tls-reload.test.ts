import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { createAuthority } from "@trunkline/scripts/certificates";
import { VirtualClock } from "../testing/index.js";
import { connect, listen, type TlsMaterial, type TlsOptions, tls } from "./index.js";
import { quietSink } from "./sinks.testing.js";
import type { TlsSettings } from "./tls-settings.js";

const authority = createAuthority("Authority of this test");
const first = authority.issue({ names: ["first"] });
const second = authority.issue({ names: ["second"] });

/** A folder with a key and its certificate, and options that read them. */
function pairInFiles(context: TestContext): {
  options: TlsOptions;
  write(pair: { key?: string; cert?: string }): void;
} {
  const folder = mkdtempSync(join(tmpdir(), "trunkline-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const files = { key: join(folder, "tls.key"), cert: join(folder, "tls.crt") };
  const write = ({ key, cert }: { key?: string; cert?: string }): void => {
    if (key !== undefined) writeFileSync(files.key, key);
    if (cert !== undefined) writeFileSync(files.cert, cert);
  };
  write(first);
  return { options: { files }, write };
}

/** The names of the certificates that `credentials.watch` tells of. */
function watched(options: TlsOptions): {
  clock: VirtualClock;
  names: (string | undefined)[];
  errors: string[];
  /** Settles when what is under way has been read, and all that there is after it. */
  reload(): Promise<boolean>;
  /** Settles when one more name or error has come. */
  told(): Promise<void>;
  stop(): void;
} {
  const clock = new VirtualClock();
  const names: (string | undefined)[] = [];
  const errors: string[] = [];
  let onTold = (): void => {};
  const credentials = tls({
    ...options,
    onError(error) {
      errors.push((error as Error).message);
      onTold();
      return options.onError?.(error);
    },
  });
  const watch = credentials.watch(clock, (settings: TlsSettings) => {
    names.push(settings.certificate?.subject);
    onTold();
  });
  const told = () =>
    new Promise<void>((resolve) => {
      onTold = resolve;
    });
  return {
    clock,
    names,
    errors,
    reload: () => credentials.reload(),
    told,
    stop: () => watch.stop(),
  };
}

describe("tls({ files })", () => {
  it("is read again every minute, and tells of what is new", async (context) => {
    const { options, write } = pairInFiles(context);
    const { clock, names, errors, reload, told, stop } = watched(options);
    await clock.advance(60_010);
    await reload();
    write(second);
    const renewed = told();
    await clock.advance(60_010);
    await renewed;
    assert.deepEqual(names, ["CN=second"]);
    stop();
    assert.equal(clock.armedTimers, 0);
    assert.deepEqual(errors, []);
  });

  it("keeps what it has while what is there cannot be used, and says why", async (context) => {
    const { options, write } = pairInFiles(context);
    const { clock, names, errors, told, stop } = watched({ ...options, refreshMs: 1_000 });
    const expired = authority.issue({ notAfter: new Date(0) });
    for (const pair of [{ key: second.key }, { key: "", cert: "" }, expired, second]) {
      write(pair);
      const said = told();
      await clock.advance(1_010);
      await said;
    }
    assert.deepEqual(names, ["CN=second"]);
    assert.equal(errors.length, 3);
    assert.match(errors[0]!, /the key is not that of the certificate$/);
    assert.match(errors[1]!, /key \}\): expected the contents of a PEM file/);
    assert.match(errors[2]!, /^Cannot use a new certificate: it is valid from .* only$/);
    stop();
  });

  it("is read at once, and what cannot be is a mistake in the call", (context) => {
    const { options, write } = pairInFiles(context);
    tls(options);
    assert.throws(() => tls({ files: { ca: "/no/such/ca.crt" } }), {
      name: "TypeError",
      message: 'Cannot use tls({ files }): "/no/such/ca.crt" cannot be read (ENOENT)',
    });
    write({ key: second.key });
    assert.throws(() => tls(options), /the key is not that of the certificate$/);
  });

  it("refuses what says nothing, or two things", () => {
    const wrong: readonly [unknown, RegExp][] = [
      [{ files: {} }, /files \}\): expected the paths of key, cert or ca$/],
      [{ files: { pfx: "a" } }, /files \}\): expected the paths/],
      [{ files: "tls.key" }, /files \}\): expected the paths/],
      [{ load: 5 }, /load \}\): expected a function$/],
      [{ load: () => first, ca: authority.cert }, /expected one of key, cert and ca, of files, or/],
      [{ load: () => first, refreshMs: 0 }, /refreshMs: 0 \}\): expected milliseconds greater/],
    ];
    for (const [options, message] of wrong) {
      assert.throws(() => tls(options as TlsOptions), { message });
    }
  });
});

describe("TlsCredentials.reload()", () => {
  it("says whether there was something new, and rejects where that cannot be used", async () => {
    let given: TlsMaterial = first;
    const credentials = tls({ load: async () => given });
    assert.equal(await credentials.reload(), true);
    assert.equal(await credentials.reload(), false);
    given = second;
    assert.equal(await credentials.reload(), true);
    given = { ca: authority.cert };
    await assert.rejects(credentials.reload(), /they lack the key and cert of those before$/);
    const trusting = tls({ load: () => given });
    assert.equal(await trusting.reload(), true);
    given = {};
    await assert.rejects(trusting.reload(), /they lack the ca of those before, and every public/);
    given = { key: first.key, cert: second.cert };
    await assert.rejects(credentials.reload(), /the key is not that of the certificate$/);
    given = null as never;
    await assert.rejects(credentials.reload(), /load\(?.*gave: expected key, cert and ca$/);
    assert.equal(credentials.serverOptions("").cert?.toString(), second.cert);
  });

  it("asks once where several want to know", async () => {
    let count = 0;
    const credentials = tls({
      load: async () => {
        count++;
        return first;
      },
    });
    assert.deepEqual(await Promise.all([credentials.reload(), credentials.reload()]), [true, true]);
    assert.equal(count, 1);
  });

  it("has nothing to do where the certificates were given", async () => {
    assert.equal(await tls(first).reload(), false);
  });
});

describe("tls({ load })", () => {
  const address = { kind: "tcp", host: "127.0.0.1", port: 1 } as const;
  const createSink = () => quietSink({});

  it("fails a listener and a connection that it gives nothing", async () => {
    const credentials = tls({ load: () => Promise.reject(new Error("the vault is sealed")) });
    const clock = new VirtualClock();
    const options = { clock, createSink, credentials };
    const said = /^tls\(\{ load \}\) gave no certificates: the vault is sealed$/;
    await assert.rejects(listen({ ...address, port: 0 }, options), { message: said });
    await assert.rejects(connect(address, options), { message: said });
    assert.equal(clock.armedTimers, 0);
  });

  it("has as long as the connection", async () => {
    const clock = new VirtualClock();
    const credentials = tls({ load: () => new Promise<never>(() => {}) });
    const options = { clock, createSink, credentials };
    const late = assert.rejects(connect(address, options), /no answer within 20 s$/);
    await clock.advance(20_010);
    await late;
    const controller = new AbortController();
    const given = connect(address, { ...options, signal: controller.signal });
    const stopped = assert.rejects(given, /^Error: enough$/);
    controller.abort(new Error("enough"));
    await stopped;
    await clock.advance(10_010);
    assert.equal(clock.armedTimers, 0);
  });

  it("is asked beside the connections of a client, which wait only for what has expired", async () => {
    const clock = new VirtualClock();
    let count = 0;
    const credentials = tls({
      refreshMs: 1_000,
      load() {
        count++;
        return first;
      },
    });
    await credentials.prepare(clock);
    assert.equal(credentials.prepare(clock), null);
    assert.equal(count, 1);
    await clock.advance(1_000);
    assert.equal(credentials.prepare(clock), null);
    await clock.settle();
    assert.equal(count, 2);
    assert.equal(credentials.prepare(clock), null);
    await clock.settle();
    assert.equal(count, 2);

    let given = authority.issue({ notAfter: new Date(0) });
    const expired = tls({ refreshMs: 1_000, load: () => given });
    await expired.prepare(clock);
    given = second;
    await clock.advance(1_000);
    const waited = expired.prepare(clock);
    assert.notEqual(waited, null);
    await waited;
    assert.equal(expired.serverOptions("").cert?.toString(), second.cert);
  });

  it("is not waited for longer than 30 s, and is asked again", async () => {
    const loads: ((material: TlsMaterial) => void)[] = [];
    const errors: string[] = [];
    const { clock, names, stop } = watched({
      refreshMs: 60_000,
      load: () => new Promise((resolve) => loads.push(resolve)),
      onError: (error) => errors.push((error as Error).message),
    });
    await clock.advance(60_010);
    assert.equal(loads.length, 1);
    await clock.advance(30_010);
    const late = "tls({ files }) or tls({ load }) gave no certificates within 30 s";
    assert.deepEqual(errors, [late]);
    await clock.advance(1_010);
    assert.equal(loads.length, 2);
    loads[1]!(second);
    await clock.settle();
    assert.deepEqual(names, ["CN=second"]);
    loads[0]!(first);
    await clock.settle();
    assert.deepEqual(names, ["CN=second"], "what comes late is nobody's");
    stop();
    assert.equal(clock.armedTimers, 0);
  });

  it("is asked again after 1 s, 2 s, 4 s and so on where it fails, up to refreshMs", async (context) => {
    const printed = context.mock.method(console, "error", () => {});
    const askedAtMs: number[] = [];
    const { clock, names, stop } = watched({
      refreshMs: 10_000,
      async load() {
        askedAtMs.push(clock.nowMs());
        if (askedAtMs.length < 7) throw new Error("the vault is sealed");
        return second;
      },
      onError: () => Promise.reject(new Error("nowhere to write")) as never,
    });
    await clock.advance(70_000);
    const pauses = askedAtMs.slice(1).map((atMs, index) => atMs - askedAtMs[index]!);
    const seconds = pauses.map((pauseMs) => Math.round(pauseMs / 1_000));
    assert.deepEqual(seconds, [1, 2, 4, 8, 10, 10, 10, 10]);
    assert.deepEqual(names, ["CN=second"]);
    assert.equal(printed.mock.callCount(), 6);
    stop();
  });

  it("is asked soon where what is in use has expired, and all that connect meanwhile wait", async () => {
    const clock = new VirtualClock();
    let give: (material: TlsMaterial) => void = () => {};
    let count = 0;
    let given: TlsMaterial | undefined = authority.issue({ notAfter: new Date(0) });
    const credentials = tls({
      load() {
        count++;
        return given ?? new Promise((resolve) => (give = resolve));
      },
    });
    await credentials.prepare(clock);
    assert.equal(credentials.prepare(clock), null, "it has just been asked");
    given = undefined;
    await clock.advance(1_000);
    const both = [credentials.prepare(clock), credentials.prepare(clock)];
    assert.ok(both.every((waiting) => waiting !== null));
    assert.equal(count, 2);
    give(second);
    await Promise.all(both);
    assert.equal(credentials.serverOptions("").cert?.toString(), second.cert);
    assert.equal(credentials.prepare(clock), null);

    const names: (string | undefined)[] = [];
    given = authority.issue({ notAfter: new Date(0) });
    const served = tls({ load: () => given! });
    await served.prepare(clock);
    const watch = served.watch(clock, (settings) => names.push(settings.certificate?.subject));
    given = second;
    await clock.advance(1_010);
    assert.deepEqual(names, ["CN=second"]);
    watch.stop();
    assert.equal(clock.armedTimers, 0);
  });
});
