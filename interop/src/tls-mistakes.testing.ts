// The five usual mistakes with TLS, made by our client against a server of any make: each is one sentence that
// says what is wrong and what to do.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createAuthority } from "@trunkline/scripts/certificates";
import { createChannel, createClient, StatusError, type TlsOptions, tls } from "trunkline";
import { EMPTY, Probe } from "./probe.testing.js";

/** A server that serves `Probe`, secured with a key and a certificate, or not. */
export interface ProbeServer extends AsyncDisposable {
  readonly target: string;
}

export type StartProbeServer = (
  pair: { key: string; cert: string } | undefined,
) => Promise<ProbeServer>;

const authority = createAuthority("Authority of this test");
const trusting: TlsOptions = { ca: authority.cert };
const expired = { notBefore: new Date(0), notAfter: new Date(86_400_000) };

interface Mistake {
  readonly name: string;
  readonly pair: { key: string; cert: string } | undefined;
  /** What the client says; undefined for plaintext. */
  readonly client: TlsOptions | undefined;
  readonly said: RegExp;
}

const mistakes: readonly Mistake[] = [
  {
    name: "a plaintext client meets TLS",
    pair: authority.issue(),
    client: undefined,
    said: /ended before the server had answered.*TLS.*\{ credentials: tls\(\) \}/,
  },
  {
    name: "a TLS client meets plaintext",
    pair: undefined,
    client: trusting,
    said: /\d (?:speaks no TLS|ended the connection).*plaintext server.*\{ credentials: insecure\(\) \}/,
  },
  {
    name: "the name is another",
    pair: authority.issue({ names: ["a.example"] }),
    client: trusting,
    said: /shows a certificate for a\.example, not for "127\.0\.0\.1" .*; .*tls\(\{ serverName \}\)/,
  },
  {
    name: "the authority is unknown",
    pair: createAuthority("Somebody").issue(),
    client: trusting,
    said: /shows a certificate that no known authority has signed .*; .*tls\(\{ ca \}\)/,
  },
  {
    name: "the certificate has expired",
    pair: authority.issue(expired),
    client: trusting,
    said: /shows a certificate that has expired .*; renew it/,
  },
];

/** Tests every mistake, and that without one the call succeeds. */
export function testTlsMistakes(make: string, start: StartProbeServer): void {
  const call = async (target: string, client: TlsOptions | undefined): Promise<unknown> => {
    const options = client === undefined ? {} : { credentials: tls(client) };
    await using channel = createChannel(target, options);
    return await createClient(Probe, channel).probe(EMPTY, { timeoutMs: 30_000 });
  };

  test(`${make}: our client is served over TLS`, async () => {
    await using server = await start(authority.issue());
    assert.deepEqual(await call(server.target, trusting), {});
  });

  for (const { name, pair, client, said } of mistakes) {
    test(`${make}: our client says so when ${name}`, async () => {
      await using server = await start(pair);
      await assert.rejects(call(server.target, client), (error) => {
        assert.ok(StatusError.is(error), String(error));
        assert.equal(error.code, 14, error.message);
        assert.match(error.message, new RegExp(`^Cannot reach "${server.target}": `));
        assert.match(error.message, said);
        return true;
      });
    });
  }
}
