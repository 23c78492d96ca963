// The manifest, run as the kubelet runs it: the container's command and environment, the probe's service and port, and
// what each says through the life of the server. Ports are chosen by the system in place of the manifest's.

import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createChannel, createClient, insecure } from "trunkline";
import { Health, HealthCheckResponse_ServingStatus } from "trunkline/health";
import { parse } from "yaml";
import { Stock } from "./gen/stock_pb.js";

interface Probe {
  readonly exec?: { readonly command: readonly string[] };
  readonly grpc?: { readonly port: number; readonly service?: string };
}

interface PodSpec {
  readonly terminationGracePeriodSeconds: number;
  readonly containers: readonly {
    readonly command: readonly string[];
    readonly env: readonly { readonly name: string; readonly value: string }[];
    readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
    readonly startupProbe: Probe;
    readonly livenessProbe: Probe;
    readonly readinessProbe: Probe;
  }[];
}

const folder = fileURLToPath(new URL("..", import.meta.url));
const manifest = parse(readFileSync(`${folder}/deployment.yaml`, "utf8")) as {
  readonly spec: { readonly template: { readonly spec: PodSpec } };
};
const pod = manifest.spec.template.spec;
const [container] = pod.containers as [PodSpec["containers"][number]];
const environment = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));

/** The container's command, on this machine. */
async function startContainer() {
  const [file, ...args] = container.command;
  const env = { ...process.env, ...environment, HOST: "127.0.0.1", PORT: "0", PROBE_PORT: "0" };
  const child = spawn(file!, args, { cwd: folder, env, stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const target = String((await lines.next()).value);
  const probeTarget = String((await lines.next()).value);
  return { child, target, probeTarget };
}

/** As the kubelet does it: Check in plaintext, and any answer but SERVING is a failure. */
async function passes(probe: Probe, probeTarget: string): Promise<boolean> {
  if (probe.exec !== undefined) return await exits(probe.exec.command, probeTarget);
  assert.equal(probe.grpc?.port, Number(environment.PROBE_PORT));
  const channel = createChannel(probeTarget, { credentials: insecure() });
  try {
    const service = probe.grpc.service ?? "";
    const { status } = await createClient(Health, channel).check({ service });
    return status === HealthCheckResponse_ServingStatus.SERVING;
  } catch {
    return false;
  } finally {
    await channel.close({ graceMs: 0 });
  }
}

/** True where a command of the container exits with 0. */
async function exits(command: readonly string[], probeTarget: string): Promise<boolean> {
  const [npx, name, ...args] = command.map((arg) =>
    arg === `localhost:${environment.PROBE_PORT}` ? probeTarget : arg,
  );
  assert.deepEqual([npx, name], ["npx", "trunkline"]);
  assert.ok(args.includes(probeTarget));
  const main = fileURLToPath(import.meta.resolve("@trunkline/cli/main"));
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      [main, ...args, "--connect-timeout=1m", "--rpc-timeout=1m"],
      (error) => resolve(error === null),
    );
  });
}

/** Tells the server of its database and waits until readiness is as expected. */
async function database(
  child: ChildProcess,
  state: "up" | "down",
  probeTarget: string,
): Promise<void> {
  const channel = createChannel(probeTarget, { credentials: insecure() });
  const wanted = HealthCheckResponse_ServingStatus[state === "up" ? "SERVING" : "NOT_SERVING"];
  child.stdin?.write(`${state}\n`);
  for await (const { status } of createClient(Health, channel).watch({ service: "" })) {
    if (status === wanted) break;
  }
  await channel.close({ graceMs: 0 });
}

test("the manifest's probes say what they should, from the start to SIGTERM", async () => {
  const { child, target, probeTarget } = await startContainer();
  const { startupProbe, livenessProbe, readinessProbe } = container;
  const probes = () =>
    Promise.all(
      [startupProbe, livenessProbe, readinessProbe].map((one) => passes(one, probeTarget)),
    );
  try {
    assert.deepEqual(await probes(), [true, true, false], "without a database");
    await database(child, "up", probeTarget);
    assert.deepEqual(await probes(), [true, true, true], "with it");
    const channel = createChannel(target, { credentials: insecure() });
    assert.deepEqual(await createClient(Stock, channel).count({ article: "seven!!" }), {
      count: 7,
    });
    await database(child, "down", probeTarget);
    assert.deepEqual(await probes(), [true, true, false], "without it again");
    await channel.close({ graceMs: 0 });
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    assert.deepEqual(await exit, [0, null]);
    assert.equal(await passes(livenessProbe, probeTarget), false, "when it is gone");
  } finally {
    child.kill("SIGKILL");
  }
});

test("the manifest leaves calls the time that the server gives them, and names the ports it listens on", () => {
  assert.ok(Number(environment.GRACE_MS) < pod.terminationGracePeriodSeconds * 1_000);
  const ports = container.ports.map(({ name, containerPort }) => [name, String(containerPort)]);
  assert.deepEqual(ports, [
    ["grpc", environment.PORT],
    ["probes", environment.PROBE_PORT],
  ]);
});
