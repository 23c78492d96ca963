// TLS through the whole stack: what handlers and callers see of it.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createAuthority } from "@trunkline/scripts/certificates";
import {
  type Channel,
  type ChannelOptions,
  createChannel,
  createClient,
  createServer,
  type Peer,
  type Refusal,
  type ServerCall,
  StatusError,
  type TlsOptions,
  tls,
} from "trunkline";
import type { Empty } from "trunkline/protobuf";
import { EMPTY, Probe } from "./probe.testing.js";

const authority = createAuthority("Authority of this test");
const stranger = createAuthority("Authority of nobody");
const issued = authority.issue();
const spiffeId = "spiffe://shop.example/cart";
const cart = authority.issue({ names: ["cart", spiffeId] });

/** A server with TLS, and what its one rpc saw of its callers. */
interface Fixture extends AsyncDisposable {
  readonly target: string;
  readonly peers: Peer[];
  readonly refusals: Refusal[];
  /** Settles when `onRefused` has heard of one more. */
  refused(): Promise<string>;
}

async function serve(options: TlsOptions): Promise<Fixture> {
  const peers: Peer[] = [];
  const refusals: Refusal[] = [];
  let onRefused = (): void => {};
  const server = createServer({
    onRefused(refusal) {
      refusals.push(refusal);
      onRefused();
    },
  });
  const probe = (_request: Empty, call: ServerCall): Empty => {
    peers.push(call.peer);
    return EMPTY;
  };
  server.addService(Probe, { probe }, { partial: true });
  const target = await server.listen("127.0.0.1:0", {
    credentials: tls({ ...issued, ...options }),
  });
  return {
    target,
    peers,
    refusals,
    async refused() {
      if (refusals.length === 0) {
        await new Promise<void>((resolve) => {
          onRefused = resolve;
        });
      }
      return refusals.pop()!.error.message.replace(/127\.0\.0\.1:\d+/, "A");
    },
    [Symbol.asyncDispose]: () => server.close({ graceMs: 0 }),
  };
}

function open(target: string, options: TlsOptions): Channel {
  const credentials = tls({ ca: authority.cert, ...options });
  const channelOptions: ChannelOptions = { credentials };
  return createChannel(target, channelOptions);
}

/** Calls once; the error, if it comes to that. */
async function call(target: string, options: TlsOptions): Promise<StatusError | undefined> {
  await using channel = open(target, options);
  try {
    await createClient(Probe, channel).probe(EMPTY, { timeoutMs: 30_000 });
    return undefined;
  } catch (error) {
    assert.ok(StatusError.is(error), String(error));
    return error;
  }
}

describe("call.peer", () => {
  it("has the certificate of a client that had to show one", async () => {
    await using server = await serve({ ca: authority.cert, clientCertificate: "required" });
    assert.equal(await call(server.target, cart), undefined);
    const [peer] = server.peers;
    assert.match(`${peer}`, /^127\.0\.0\.1:\d+$/);
    assert.equal(peer?.address, String(peer));
    assert.equal(peer?.certificate?.commonName, "cart");
    assert.deepEqual(peer?.certificate?.uris, [spiffeId]);
  });

  it("is the same object for all calls of a connection, and still knows when that has closed", async () => {
    await using server = await serve({ ca: authority.cert, clientCertificate: "required" });
    const channel = open(server.target, cart);
    const client = createClient(Probe, channel);
    await Promise.all([client.probe(EMPTY), client.probe(EMPTY)]);
    await channel.close();
    assert.equal(server.peers[0], server.peers[1]);
    assert.equal(server.peers[0]?.certificate?.commonName, "cart");
  });

  it("has no certificate where a client may show none, or is not asked", async () => {
    await using optional = await serve({ ca: authority.cert, clientCertificate: "optional" });
    assert.equal(await call(optional.target, {}), undefined);
    assert.equal(await call(optional.target, cart), undefined);
    const names = optional.peers.map((peer) => peer.certificate?.commonName);
    assert.deepEqual(names, [undefined, "cart"]);
    await using none = await serve({});
    assert.equal(await call(none.target, cart), undefined);
    assert.equal(none.peers[0]?.certificate, undefined);
  });
});

describe("mutual TLS", () => {
  it("refuses who shows no certificate, and tells both ends", async () => {
    for (const minVersion of ["TLSv1.2", "TLSv1.3"] as const) {
      const clientCertificate = "required";
      await using server = await serve({ ca: authority.cert, clientCertificate, minVersion });
      const error = await call(server.target, {});
      assert.equal(error?.code, 14);
      assert.match(error.message, /wants a client certificate.*tls\(\{ key, cert \}\)/);
      assert.equal(await server.refused(), "The client at A showed no certificate");
      assert.deepEqual(server.peers, []);
    }
  });

  it("refuses who shows one of another authority, also where none need be shown", async () => {
    for (const clientCertificate of ["required", "optional"] as const) {
      await using server = await serve({ ca: authority.cert, clientCertificate });
      const error = await call(server.target, stranger.issue({ names: ["cart"] }));
      assert.equal(error?.code, 14);
      assert.match(error.message, /^Cannot reach ".*": /);
      assert.match(await server.refused(), /showed a certificate that is not accepted \(UNABLE_TO/);
      assert.deepEqual(server.peers, []);
    }
  });

  it("refuses who shows one that has expired", async () => {
    const clientCertificate = "required";
    await using server = await serve({ ca: authority.cert, clientCertificate });
    const error = await call(server.target, authority.issue({ notAfter: new Date(0) }));
    assert.equal(error?.code, 14);
    assert.match(await server.refused(), /showed a certificate .*\(CERT_HAS_EXPIRED\)/);
    assert.deepEqual(server.peers, []);
  });
});
