import assert from "node:assert/strict";
import { test } from "node:test";
import { type Channel, createChannel, createClient } from "../../client/index.js";
import { Status, StatusError } from "../../grpc/index.js";
import { Health, HealthCheckResponse_ServingStatus } from "../../proto/index.js";
import {
  type MethodType,
  type ServiceType,
  StringValue,
  type StringValueInit,
} from "../../protobuf/index.js";
import { createServer, type Server } from "../../server/index.js";
import { addHealth, type ServerHealth } from "./server-health.js";

const { SERVING, NOT_SERVING, SERVICE_UNKNOWN, UNKNOWN } = HealthCheckResponse_ServingStatus;

/** A service with one rpc. */
function service(typeName: string) {
  const get: MethodType<"unary", StringValue, StringValueInit, StringValue, StringValueInit> = {
    kind: "unary",
    name: "Get",
    localName: "get",
    path: `/${typeName}/Get`,
    input: StringValue,
    output: StringValue,
  };
  return { typeName, methods: { get } };
}

const Orders = service("shop.Orders");
const Users = service("shop.Users");

/** A server with two services and its health, and a client of that in the same process. */
function healthy() {
  const server = createServer();
  const health = addHealth(server);
  server.addService(Orders, { get: (request) => request });
  server.addService(Users, { get: (request) => request });
  return { server, health, ...clientOf(server) };
}

function clientOf(server: Server) {
  const channel: Channel = createChannel(server);
  const client = createClient(Health, channel);
  return {
    channel,
    client,
    check: async (name: string) => (await client.check({ service: name })).status,
    watch: (name: string) => client.watch({ service: name })[Symbol.asyncIterator](),
  };
}

type Watch = ReturnType<ReturnType<typeof clientOf>["watch"]>;

async function nextStatus(watch: Watch): Promise<number> {
  const { done, value } = await watch.next();
  assert.notEqual(done, true, "the watch ended");
  return value!.status;
}

const hasCode = (code: Status) => (error: unknown) => StatusError.is(error) && error.code === code;

/** Closes both ends and sees that no call is left. */
async function finish({ server, channel }: { server: Server; channel: Channel }): Promise<void> {
  await Promise.all([channel.close({ graceMs: 0 }), server.close({ graceMs: 0 })]);
  assert.equal(server.stats.openCalls, 0);
}

test("Health.Check answers for the server, for its services and for names that something was said of", async () => {
  const rig = healthy();
  assert.equal(await rig.check(""), SERVING);
  assert.equal(await rig.check("shop.Orders"), SERVING);
  await assert.rejects(rig.check("readiness"), {
    code: Status.NOT_FOUND,
    message: 'The server has no service "readiness"',
  });
  rig.health.setStatus("readiness", "UNKNOWN");
  assert.equal(await rig.check("readiness"), UNKNOWN);
  rig.health.setStatus(Orders, "NOT_SERVING");
  assert.equal(await rig.check("shop.Orders"), NOT_SERVING);
  assert.equal(await rig.check("shop.Users"), SERVING);
  rig.health.clearStatus("readiness");
  await assert.rejects(rig.check("readiness"), hasCode(Status.NOT_FOUND));
  await finish(rig);
});

test("ServerHealth.setStatus() of the whole holds for services of which nothing else was said", async () => {
  const rig = healthy();
  rig.health.setStatus("shop.Users", "SERVING");
  rig.health.setStatus("", "NOT_SERVING");
  assert.equal(await rig.check(""), NOT_SERVING);
  assert.equal(await rig.check("shop.Orders"), NOT_SERVING);
  assert.equal(await rig.check("shop.Users"), SERVING);
  assert.equal(rig.health.statusOf(Orders), "NOT_SERVING");
  assert.equal(rig.health.statusOf("nobody"), undefined);
  await finish(rig);
});

test("Health.List gives all of them, and fails beyond a hundred", async () => {
  const rig = healthy();
  rig.health.setStatus("shop.Users", "NOT_SERVING");
  const { statuses } = await rig.client.list({});
  assert.deepEqual(
    [...statuses].map(([name, { status }]) => [name, status]),
    [
      ["", SERVING],
      ["grpc.health.v1.Health", SERVING],
      ["shop.Orders", SERVING],
      ["shop.Users", NOT_SERVING],
    ],
  );
  for (let at = statuses.size; at < 100; at++) rig.health.setStatus(`part ${at}`, "SERVING");
  assert.equal((await rig.client.list({})).statuses.size, 100);
  rig.health.setStatus("one more", "SERVING");
  await assert.rejects(rig.client.list({}), hasCode(Status.RESOURCE_EXHAUSTED));
  await finish(rig);
});

test("Health.Watch gives the status at once and then what has changed", async () => {
  const rig = healthy();
  const watch = rig.watch("shop.Orders");
  assert.equal(await nextStatus(watch), SERVING);
  rig.health.setStatus("shop.Orders", "SERVING");
  rig.health.setStatus("shop.Users", "NOT_SERVING");
  rig.health.setStatus("shop.Orders", "NOT_SERVING");
  assert.equal(await nextStatus(watch), NOT_SERVING);
  rig.health.clearStatus("shop.Orders");
  assert.equal(await nextStatus(watch), SERVING);
  rig.health.setStatus("", "NOT_SERVING");
  assert.equal(await nextStatus(watch), NOT_SERVING);
  await watch.return?.();
  await finish(rig);
});

test("Health.Watch of an unknown service says so, stays open and hears when it is there", async () => {
  const rig = healthy();
  const watch = rig.watch("readiness");
  assert.equal(await nextStatus(watch), SERVICE_UNKNOWN);
  rig.health.setStatus("readiness", "NOT_SERVING");
  assert.equal(await nextStatus(watch), NOT_SERVING);
  rig.health.clearStatus("readiness");
  assert.equal(await nextStatus(watch), SERVICE_UNKNOWN);
  await assert.rejects(rig.watch("x".repeat(1_001)).next(), hasCode(Status.INVALID_ARGUMENT));
  await finish(rig);
});

test("Server.close() says NOT_SERVING before anything else, for good, and does not wait for watchers", async () => {
  const rig = healthy();
  const watches = ["", "shop.Orders", "readiness"].map(rig.watch);
  assert.deepEqual(await Promise.all(watches.map(nextStatus)), [SERVING, SERVING, SERVICE_UNKNOWN]);
  // A grace of an hour: who waited for a watcher would wait for that.
  const closed = rig.server.close({ graceMs: 3_600_000 });
  rig.health.setStatus("", "SERVING");
  assert.equal(rig.health.statusOf(""), "NOT_SERVING");
  assert.equal(await nextStatus(watches[0]!), NOT_SERVING);
  assert.equal(await nextStatus(watches[1]!), NOT_SERVING);
  for (const watch of watches) {
    await assert.rejects(watch.next(), {
      code: Status.UNAVAILABLE,
      message: "The server is shutting down",
    });
  }
  await closed;
  assert.equal(rig.server.stats.openCalls, 0);
  await rig.channel.close({ graceMs: 0 });
});

test("ServerHealth.shutDown() says NOT_SERVING while calls are still taken", async () => {
  const rig = healthy();
  const watch = rig.watch("shop.Orders");
  assert.equal(await nextStatus(watch), SERVING);
  rig.health.shutDown();
  assert.equal(await nextStatus(watch), NOT_SERVING);
  rig.health.setStatus(Orders, "SERVING");
  assert.equal(await rig.check("shop.Orders"), NOT_SERVING);
  await assert.rejects(rig.check("nobody"), hasCode(Status.NOT_FOUND));
  const orders = createClient(Orders, rig.channel);
  assert.deepEqual(await orders.get({ value: "still here" }), { value: "still here" });
  await watch.return?.();
  await finish(rig);
});

test("ServerHealth.addTo() answers on another server, which closes by itself and follows the first", async () => {
  const rig = healthy();
  const probes = createServer();
  rig.health.addTo(probes);
  const others = createServer();
  rig.health.addTo(others);
  const probe = clientOf(probes);
  const other = clientOf(others);
  const watch = probe.watch("shop.Orders");
  const otherWatch = other.watch("");
  assert.equal(await nextStatus(watch), SERVING);
  assert.equal(await nextStatus(otherWatch), SERVING);
  await others.close({ graceMs: 3_600_000 });
  await assert.rejects(otherWatch.next(), hasCode(Status.UNAVAILABLE));
  assert.equal(await probe.check("shop.Orders"), SERVING);

  await rig.server.close({ graceMs: 3_600_000 });
  assert.equal(await nextStatus(watch), NOT_SERVING);
  assert.equal(await probe.check("shop.Orders"), NOT_SERVING);
  await probes.close({ graceMs: 3_600_000 });
  await assert.rejects(watch.next(), hasCode(Status.UNAVAILABLE));
  for (const { channel } of [rig, probe, other]) await channel.close({ graceMs: 0 });
});

test("addHealth() refuses a server that has a health service or listens, and wrong use", async () => {
  const rig = healthy();
  assert.throws(() => addHealth(rig.server), {
    name: "TypeError",
    message: 'Cannot add service "grpc.health.v1.Health" twice: it has been added already',
  });
  assert.throws(() => rig.health.setStatus("shop.Orders", "OK" as never), {
    name: "RangeError",
    message:
      'Cannot set the status of "shop.Orders" to "OK": expected "SERVING", "NOT_SERVING" or "UNKNOWN"',
  });
  const wrong: (ServiceType | string)[] = [undefined as never, 7 as never, {} as never];
  const uses: ((health: ServerHealth, name: ServiceType | string) => unknown)[] = [
    (health, name) => health.setStatus(name, "SERVING"),
    (health, name) => health.clearStatus(name),
    (health, name) => health.statusOf(name),
  ];
  for (const name of wrong) {
    for (const use of uses) {
      assert.throws(() => use(rig.health, name), {
        name: "TypeError",
        message: "Cannot tell the health of a service: expected a generated service or a name",
      });
    }
  }
  assert.equal(await rig.check(""), SERVING);
  assert.throws(() => rig.health.addTo(rig.server), TypeError);
  await finish(rig);
});
