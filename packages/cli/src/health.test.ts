import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer as createSocketServer } from "node:net";
import { test } from "node:test";
import { createAuthority } from "@trunkline/scripts/certificates";
import { createServer, type Server, type ServerOptions, tls } from "trunkline";
import { addHealth, Health } from "trunkline/health";
import { TestProject } from "./project.testing.js";

/** A server with its health, on a port of its own. */
async function healthy(
  options: ServerOptions = {},
  credentials: Parameters<Server["listen"]>[1] = {},
) {
  const server = createServer(options);
  const health = addHealth(server);
  const target = await server.listen("127.0.0.1:0", credentials);
  return { server, health, target, [Symbol.asyncDispose]: () => server.close({ graceMs: 0 }) };
}

/** Time enough for any machine; the last one said counts. */
const patient = ["--connect-timeout=1m", "--rpc-timeout=1m"];

/** A port of this machine that nobody listens on. */
async function deadTarget(): Promise<string> {
  const server = createSocketServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return `127.0.0.1:${port}`;
}

test("trunkline health prints the status of a server and of its services, and exits with 0 or 4", async () => {
  using project = new TestProject({});
  await using serving = await healthy();
  const { target, health } = serving;
  const serves = { code: 0, out: "status: SERVING\n", error: "" };
  assert.deepEqual(await project.run("health", ...patient, target), serves);
  health.setStatus("shop.Orders", "NOT_SERVING");
  assert.deepEqual(await project.run("health", ...patient, target), serves);
  const not = { code: 4, out: "status: NOT_SERVING\n", error: "" };
  assert.deepEqual(await project.run("health", ...patient, target, "shop.Orders"), not);
  assert.deepEqual(
    await project.run("health", ...patient, "--addr", target, "--service=shop.Orders"),
    not,
  );
  const port = target.split(":")[1];
  assert.equal(
    (await project.run("health", ...patient, `-addr=:${port}`, "-service", "shop.Orders")).code,
    4,
  );
  assert.equal(
    (await project.run("health", ...patient, "-addr", target, "-tls=false", "-v")).code,
    0,
  );
});

test("trunkline health exits with 3 where the call fails, and says how", async () => {
  using project = new TestProject({});
  await using serving = await healthy();
  assert.deepEqual(await project.run("health", ...patient, serving.target, "shop.Order"), {
    code: 3,
    out: "",
    error: 'error: NOT_FOUND: The server has no service "shop.Order"\n',
  });
  const bare = createServer();
  const target = await bare.listen("127.0.0.1:0");
  const none = await project.run("health", ...patient, target);
  assert.equal(none.code, 3);
  assert.match(
    none.error,
    /^error: UNIMPLEMENTED: The server has no service "grpc.health.v1.Health"/,
  );
  await bare.close();
});

test("trunkline health exits with 3 where the answer takes longer than --rpc-timeout", async () => {
  using project = new TestProject({});
  const server = createServer();
  server.addService(
    Health,
    {
      check: (_request, call) =>
        new Promise((_, reject) => call.signal.addEventListener("abort", reject)),
    },
    { partial: true },
  );
  const target = await server.listen("127.0.0.1:0");
  assert.deepEqual(
    await project.run(
      "health",
      ...patient,
      target,
      "--connect-timeout",
      "1h",
      "--rpc-timeout",
      "50ms",
    ),
    {
      code: 3,
      out: "",
      error: `error: DEADLINE_EXCEEDED: "${target}" did not say how it is within 50 ms\n`,
    },
  );
  await server.close({ graceMs: 0 });
});

test("trunkline health exits with 2 where nobody listens, or nobody speaks HTTP/2", async () => {
  using project = new TestProject({});
  const target = await deadTarget();
  const dead = await project.run("health", ...patient, target);
  assert.equal(dead.code, 2);
  assert.match(dead.error, /^error: Cannot reach "127\.0\.0\.1:\d+": connect ECONNREFUSED/);

  const silent = createSocketServer((socket) => socket.on("error", () => {})).listen(
    0,
    "127.0.0.1",
  );
  await once(silent, "listening");
  const { port } = silent.address() as { port: number };
  const args = ["--connect-timeout", "50ms", "--rpc-timeout", "1h"];
  assert.deepEqual(await project.run("health", `127.0.0.1:${port}`, ...args), {
    code: 2,
    out: "",
    error: `error: Cannot reach "127.0.0.1:${port}": it did not answer within 50 ms\n`,
  });
  silent.close();
});

test("trunkline health fails within its timeout where the server's event loop is blocked", async () => {
  using project = new TestProject({});
  const runtime = import.meta.resolve("trunkline");
  const script = `
    import { createServer } from "${runtime}";
    import { addHealth } from "${import.meta.resolve("trunkline/health")}";
    const server = createServer();
    addHealth(server);
    process.stdout.write(await server.listen("127.0.0.1:0"));
    process.stdin.once("data", () => {
      process.stdout.write("blocked");
      for (;;);
    });
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const said = async () => String((await once(child.stdout, "data"))[0]);
    const target = await said();
    assert.equal(
      (await project.run("health", ...patient, target, "--connect-timeout=1m", "--rpc-timeout=1m"))
        .code,
      0,
    );
    child.stdin.write("block");
    assert.equal(await said(), "blocked");
    // The system still takes the connection: that says nothing.
    const [host, port] = target.split(":");
    const socket = connect(Number(port), host);
    await once(socket, "connect");
    socket.destroy();
    const { code, error } = await project.run(
      "health",
      ...patient,
      target,
      "--connect-timeout",
      "200ms",
    );
    assert.equal(code, 2);
    assert.match(error, /did not answer within 200 ms/);
  } finally {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

test("trunkline health speaks TLS, with certificates of both ends", async () => {
  const authority = createAuthority();
  const own = authority.issue({ names: ["orders.example"] });
  const mine = authority.issue({ names: ["probe"] });
  using project = new TestProject({
    "ca.pem": authority.cert,
    "probe.pem": mine.cert,
    "probe.key": mine.key,
  });
  const mutual = tls({ ...own, ca: authority.cert, clientCertificate: "required" });
  await using serving = await healthy({}, { credentials: mutual });
  const { target } = serving;
  const client = ["--tls-client-cert=probe.pem", "--tls-client-key=probe.key"];
  const trusting = ["--tls", "--tls-ca-cert", "ca.pem", "--tls-server-name", "orders.example"];
  assert.equal((await project.run("health", ...patient, target, ...trusting, ...client)).code, 0);
  assert.equal(
    (await project.run("health", ...patient, target, "--tls", "--tls-no-verify", ...client)).code,
    0,
  );
  const stranger = await project.run(
    "health",
    ...patient,
    target,
    "--tls",
    "--tls-server-name=localhost",
    ...client,
  );
  assert.equal(stranger.code, 2);
  assert.match(stranger.error, /a certificate that no known authority has signed/);
  const plain = await project.run("health", ...patient, target);
  assert.equal(plain.code, 2);
});

test("trunkline health sends headers and says who it is", async () => {
  using project = new TestProject({});
  const seen: (string | undefined)[] = [];
  await using serving = await healthy({
    interceptors: [
      (call, next) => {
        const { metadata } = call;
        seen.push(
          metadata.getAll("x-team").join("+"),
          metadata.get("authorization"),
          metadata.get("user-agent")?.split(" ")[0],
        );
        return next();
      },
    ],
  });
  const headers = [
    "--rpc-header",
    "x-team: a",
    "-rpc-header=x-team: b",
    "--rpc-header=authorization: Bearer x:y",
  ];
  assert.equal(
    (
      await project.run(
        "health",
        ...patient,
        serving.target,
        ...headers,
        "--user-agent",
        "kubelet/1.36",
      )
    ).code,
    0,
  );
  assert.deepEqual(seen, ["a+b", "Bearer x:y", "kubelet/1.36"]);
});

test("trunkline health --json prints one object, whatever came of it", async () => {
  using project = new TestProject({});
  await using serving = await healthy();
  const { target } = serving;
  const run = async (...args: string[]) => {
    const { code, out, error } = await project.run("health", ...patient, ...args, "--json");
    assert.equal(error, "");
    return { code, said: JSON.parse(out) as Record<string, unknown> };
  };
  const { said } = await run(target);
  assert.ok((said.connectMs as number) > 0 && (said.rpcMs as number) >= 0);
  assert.deepEqual(
    { ...said, connectMs: 0, rpcMs: 0 },
    { target, service: "", status: "SERVING", connectMs: 0, rpcMs: 0, exitCode: 0 },
  );
  const unknown = await run(target, "shop");
  assert.deepEqual((unknown.said.error as { code: string }).code, "NOT_FOUND");
  assert.equal(unknown.said.exitCode, 3);
  const dead = await run(await deadTarget());
  assert.equal(dead.said.exitCode, 2);
  assert.equal(dead.code, 2);
  const wrong = await run(target, "--rpc-timeout", "0s");
  assert.equal(wrong.code, 1);
  assert.match(JSON.stringify(wrong.said), /expected a duration above 0/);
});

test("trunkline health exits with 1 for arguments that it cannot go by", async () => {
  using project = new TestProject({ "not.pem": "nothing" });
  const wrong: readonly (readonly [string, RegExp])[] = [
    ["", /expected its host:port/],
    ["a:1 --addr b:1", /Cannot take the server twice: "a:1" and "b:1"/],
    ["a:1 b --service c", /Cannot take the service twice/],
    ["a:1 --connect-timeout 5", /Cannot set --connect-timeout to "5": expected a duration above 0/],
    ["a:1 --rpc-timeout=-1s", /Cannot set --rpc-timeout to "-1s"/],
    [
      "a:1 --connect-timeout 1000h",
      /^error: Cannot set --connect-timeout to "1000h": expected at most 576h$/m,
    ],
    ["a:1 --rpc-timeout 597h", /Cannot set --rpc-timeout to "597h": expected at most 576h/],
    ["a:1 --tls-ca-cert not.pem", /Cannot use --tls-ca-cert without --tls/],
    ["a:1 --tls-no-verify", /Cannot use --tls-no-verify without --tls/],
    [
      "a:1 --tls --tls-no-verify --tls-server-name x",
      /Cannot use --tls-server-name with --tls-no-verify/,
    ],
    [
      "a:1 --tls --tls-client-cert not.pem",
      /Cannot use one of --tls-client-cert and --tls-client-key alone/,
    ],
    [
      "a:1 --tls --tls-ca-cert gone.pem",
      /Cannot read ".*gone.pem" of --tls-ca-cert: there is no such file/,
    ],
    ["a:1 --tls --tls-ca-cert not.pem", /expected the contents of a PEM file/],
    ["a:1 --rpc-header novalue", /Cannot send the header "novalue": expected "name: value"/],
    ["a:1 --rpc-header grpc-x:y", /grpc-x/],
    ["http://a:1", /expected no "http:\/\/"/],
    ["a:1 b c", /too many arguments/],
    ["a:1 --spiffe", /unknown option '--spiffe'/],
  ];
  for (const [args, expected] of wrong) {
    const { code, error } = await project.run("health", ...args.split(" ").filter(Boolean));
    assert.match(error, expected);
    assert.equal(code, 1, args);
  }
  assert.equal((await project.run("health", "--help")).code, 0);
});

test("trunkline health -v tells how long it took", async () => {
  using project = new TestProject({});
  await using serving = await healthy();
  const { error } = await project.run("health", ...patient, serving.target, "-v");
  assert.match(error, /^connected in \d+\.\d ms, answered in \d+\.\d ms\n$/);
});
