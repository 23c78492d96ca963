// Errors with details, thrown by one language and caught by another: the same checks for every peer. Details are
// told in JSON, which each language makes its own messages of.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createChannel, createClient, createServer, Status, StatusError } from "trunkline";
import { type JsonValue, toJson } from "trunkline/protobuf";
import { type Command, withArgs } from "../command.js";
import { Probe } from "../gen/probe_pb.js";
import { runProgram, startServer } from "../program.js";
import { detailTypes } from "./detail-types.js";
import { createProbe } from "./service.js";

/** One detail of each type, with every kind of value that they have. */
const values: Readonly<Record<string, JsonValue>> = {
  BadRequest: {
    fieldViolations: [
      { field: "address.city", description: "It is missing", reason: "REQUIRED" },
      {
        field: "name",
        description: "It is too long",
        localizedMessage: { locale: "de", message: "Zu lang: ü" },
      },
    ],
  },
  DebugInfo: { stackEntries: ["main.go:7", "server.go:1024"], detail: "a nil map" },
  ErrorInfo: { reason: "STOCKOUT", domain: "shop.example", metadata: { sku: "7", zone: "eu" } },
  Help: { links: [{ description: "What to do", url: "https://shop.example/help" }] },
  LocalizedMessage: { locale: "fr-CH", message: "Épuisé 🚂" },
  PreconditionFailure: {
    violations: [{ type: "TOS", subject: "shop.example", description: "Not accepted" }],
  },
  QuotaFailure: {
    violations: [
      {
        subject: "project:7",
        description: "Too many calls a day",
        apiService: "shop.example",
        quotaMetric: "calls",
        quotaId: "CallsPerDay",
        quotaDimensions: { region: "eu" },
        quotaValue: "9007199254740993",
        futureQuotaValue: "12",
      },
    ],
  },
  RequestInfo: { requestId: "id-7", servingData: "opaque" },
  ResourceInfo: {
    resourceType: "sku",
    resourceName: "7",
    owner: "user:1",
    description: "Out of stock",
  },
  RetryInfo: { retryDelay: "3.250s" },
};

const asAny = Object.entries(values).map(([name, value]) => ({
  "@type": `type.googleapis.com/google.rpc.${name}`,
  ...(value as object),
}));

const code = Status.FAILED_PRECONDITION;
const message = "Not now: 100 % gone ☹";

/** One peer's programs against our own ends. */
export function testDetails(name: string, client: () => Command, server: () => Command): void {
  test(`errors with details: our client catches what ${name} throws`, async () => {
    await using serving = await startServer(withArgs(server(), "127.0.0.1:0"));
    await using channel = createChannel(serving.target);
    const call = createClient(Probe, channel).fail({
      code,
      message,
      details: JSON.stringify(asAny),
    });
    await assert.rejects(call, (error) => {
      assert.ok(StatusError.is(error));
      assert.deepEqual([error.code, error.message], [code, message]);
      assert.equal(error.details.length, asAny.length);
      const found = [...detailTypes.messages].map((type) => [
        type.typeName.replace("google.rpc.", ""),
        toJson(type, error.detail(type)),
      ]);
      assert.deepEqual(Object.fromEntries(found), values);
      return true;
    });
  });

  test(`errors with details: ${name} catches what our server throws`, async () => {
    const ourServer = createServer();
    ourServer.addService(Probe, createProbe({ begun() {}, ended() {}, sent() {} }));
    const target = await ourServer.listen("127.0.0.1:0");
    for (const details of [asAny, []]) {
      const args = [target, "fail", String(code), message, JSON.stringify(details)];
      const { stdout, stderr } = await runProgram(withArgs(client(), ...args));
      assert.equal(stderr, "");
      assert.deepEqual(JSON.parse(stdout), { code, message, details });
    }
    await ourServer.close({ graceMs: 0 });
  });
}
