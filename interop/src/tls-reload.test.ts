// Certificates are renewed while calls run: as Kubernetes replaces a mounted secret, and by a function.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { createAuthority } from "@trunkline/scripts/certificates";
import { createChannel, createClient, createServer, outbox, StatusError, tls } from "trunkline";
import type { StringValueInit } from "trunkline/protobuf";
import { Echo } from "./echo.testing.js";
import { EMPTY, Probe } from "./probe.testing.js";

type Secret = Readonly<Record<string, string>>;

/** A folder like that of a mounted secret: links into a folder that is itself a link, which is replaced. */
class MountedSecret {
  readonly folder = mkdtempSync(join(tmpdir(), "trunkline-"));
  #version = 0;

  constructor(secret: Secret) {
    this.replace(secret);
    for (const name of Object.keys(secret)) {
      symlinkSync(join("..data", name), join(this.folder, name));
    }
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  replace(secret: Secret): void {
    const version = `..${++this.#version}`;
    mkdirSync(this.path(version));
    for (const [name, text] of Object.entries(secret)) {
      writeFileSync(join(this.folder, version, name), text);
    }
    symlinkSync(version, this.path("..data_tmp"));
    renameSync(this.path("..data_tmp"), this.path("..data"));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

const before = createAuthority("Authority before");
const after = createAuthority("Authority after");

function secretOf(authority: typeof before): Secret {
  const { key, cert } = authority.issue();
  return { "tls.key": key, "tls.crt": cert, "ca.crt": authority.cert };
}

describe("certificates that are renewed at a server", () => {
  it("are used for new connections, and calls under way go on", async (context) => {
    const secret = new MountedSecret(secretOf(before));
    context.after(() => secret.remove());
    const server = createServer();
    server.addService(Probe, { probe: () => EMPTY });
    server.addService(
      Echo,
      {
        async *chat(requests) {
          for await (const request of requests) yield request;
        },
      },
      { partial: true },
    );
    const credentials = tls({
      files: { key: secret.path("tls.key"), cert: secret.path("tls.crt") },
    });
    const target = await server.listen("127.0.0.1:0", { credentials });
    const early = createChannel(target, { credentials: tls({ ca: before.cert }) });
    const out = outbox<StringValueInit>();
    const replies = createClient(Echo, early).chat(out);
    await out.write({ value: "x" });
    await replies.next();

    secret.replace(secretOf(after));
    assert.equal(await credentials.reload(), true);

    const late = createChannel(target, { credentials: tls({ ca: after.cert }) });
    await createClient(Probe, late).probe(EMPTY);
    // The stream is where it was, and so is its connection for new calls.
    await out.write({ value: "x" });
    assert.equal((await replies.next()).done, false);
    await createClient(Probe, early).probe(EMPTY);
    out.end();
    assert.equal((await replies.next()).done, true);
    assert.equal(early.stats.connectionsMade, 1);

    const outdated = createChannel(target, { credentials: tls({ ca: before.cert }) });
    await assert.rejects(createClient(Probe, outdated).probe(EMPTY), /no known authority/);
    await Promise.all([early.close(), late.close(), outdated.close()]);
    await server.close();
  });

  it("say who may come in from then on", async () => {
    let clients = before;
    const server = createServer();
    server.addService(Probe, { probe: () => EMPTY }, { partial: true });
    const issued = before.issue();
    const credentials = tls({
      load: async () => ({ ...issued, ca: clients.cert }),
      clientCertificate: "required",
    });
    const target = await server.listen("127.0.0.1:0", { credentials });
    const call = async (client: { key: string; cert: string }): Promise<number> => {
      await using channel = createChannel(target, {
        credentials: tls({ ca: before.cert, ...client }),
      });
      try {
        await createClient(Probe, channel).probe(EMPTY);
        return 0;
      } catch (error) {
        assert.ok(StatusError.is(error));
        return error.code;
      }
    };
    const [mine, theirs] = [before.issue(), after.issue()];
    assert.deepEqual([await call(mine), await call(theirs)], [0, 14]);
    clients = after;
    assert.equal(await credentials.reload(), true);
    assert.deepEqual([await call(mine), await call(theirs)], [14, 0]);
    await server.close();
  });
});

describe("certificates that are renewed at a client", () => {
  it("are shown on its next connection", async () => {
    const names: (string | undefined)[] = [];
    const server = createServer();
    server.addService(
      Probe,
      {
        probe(_request, call) {
          names.push(call.peer.certificate?.commonName);
          return EMPTY;
        },
      },
      { partial: true },
    );
    const serving = { ...before.issue(), ca: before.cert };
    const target = await server.listen("127.0.0.1:0", {
      credentials: tls({ ...serving, clientCertificate: "required" }),
    });
    let commonName = "first";
    const credentials = tls({
      load: () => ({ ...before.issue({ commonName }), ca: before.cert }),
    });
    for (const name of ["first", "second"]) {
      commonName = name;
      await credentials.reload();
      await using channel = createChannel(target, { credentials });
      await createClient(Probe, channel).probe(EMPTY);
    }
    assert.deepEqual(names, ["first", "second"]);
    await server.close();
  });

  it("fail a call with what the function said", async () => {
    const credentials = tls({ load: () => Promise.reject(new Error("the vault is sealed")) });
    await using channel = createChannel("127.0.0.1:1", { credentials });
    await assert.rejects(createClient(Probe, channel).probe(EMPTY), {
      code: 14,
      message: /^Cannot reach "127\.0\.0\.1:1": tls\(\{ load \}\) gave no .* the vault is sealed/,
    });
  });
});
