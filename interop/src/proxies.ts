// The proxies of examples/behind-a-proxy, each started with its configuration there: in front of servers whose ports
// are known by then, and on a unix socket, so that no port has to be free.

import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { peer } from "@trunkline/scripts/peers";
import type { Command } from "./command.js";
import { Program } from "./program.js";
import { repositoryPath } from "./workspace.js";

export type ProxyName = "nginx" | "nghttpx" | "caddy" | "envoy";

export const proxyNames: readonly ProxyName[] = ["nginx", "nghttpx", "caddy", "envoy"];

/** A proxy that runs. */
export interface Proxy extends AsyncDisposable {
  /** Where clients connect to. */
  readonly target: string;
  readonly program: Program;
}

interface Description {
  readonly config: string;
  /** What the configuration says of where it listens, and what it is to say for a socket at `path`. */
  readonly front: readonly [written: string, socket: (path: string) => string];
  /** What a package of it would have set up. */
  readonly more?: readonly [written: string, now: string];
  /** Whether servers are written `host:port`, or apart. */
  readonly backend: (host: string, port: string) => string;
  command(program: string, folder: string, config: string): Omit<Command, "env">;
}

const pair = (host: string, port: string): string => `${host}:${port}`;

const nginxFolders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

const descriptions: Readonly<Record<ProxyName, Description>> = {
  nginx: {
    config: "nginx.conf",
    front: ["listen 0.0.0.0:8080", (path) => `listen unix:${path}`],
    backend: pair,
    // As a package it would have folders of its own for these.
    more: [
      "http {",
      `http {\n${nginxFolders.map((name) => `${name}_temp_path ${name};\n`).join("")}`,
    ],
    command: (file, folder, config) => ({
      file,
      args: ["-e", "stderr", "-p", folder, "-c", config],
    }),
  },
  nghttpx: {
    config: "nghttpx.conf",
    front: ["frontend=0.0.0.0,8080;", (path) => `frontend=unix:${path};`],
    backend: (host, port) => `${host},${port}`,
    command: (file, _folder, config) => ({ file, args: [`--conf=${config}`] }),
  },
  caddy: {
    config: "Caddyfile",
    front: ["http://:8080 {", (path) => `http:// {\n\tbind unix/${path}`],
    backend: pair,
    command: (file, _folder, config) => ({
      file,
      args: ["run", "--config", config, "--adapter", "caddyfile"],
    }),
  },
  envoy: {
    config: "envoy.yaml",
    front: [
      "{ socket_address: { address: 0.0.0.0, port_value: 8080 } }",
      (path) => `{ pipe: { path: ${path} } }`,
    ],
    backend: (host, port) => `address: ${host}, port_value: ${port}`,
    command: (file, _folder, config) => ({
      file,
      args: ["-c", config, "--concurrency", "1", "--use-dynamic-base-id", "-l", "error"],
    }),
  },
};

/**
 * Starts a proxy in front of two servers, and waits until it listens.
 * @param backends two targets, `127.0.0.1:34567`
 * @throws Error when it is not set up
 */
export async function startProxy(
  name: ProxyName,
  backends: readonly [string, string],
): Promise<Proxy> {
  const { ready, why, paths } = peer("proxies");
  if (!ready) throw new Error(`Cannot run "${name}": ${why}`);
  const { config, front, more, backend, command } = descriptions[name];
  const folder = mkdtempSync(join(tmpdir(), "trunkline-"));
  const socket = join(folder, "front.sock");
  let text = readFileSync(repositoryPath(`examples/behind-a-proxy/${config}`), "utf8");
  const change = (written: string, now: string): void => {
    if (!text.includes(written)) throw new Error(`${config} does not say "${written}"`);
    text = text.replaceAll(written, now);
  };
  if (more !== undefined) change(...more);
  change(front[0], front[1](socket));
  backends.forEach((target, index) => {
    const [host = "", port = ""] = target.split(":");
    change(backend("127.0.0.1", String(50_051 + index)), backend(host, port));
  });
  const path = join(folder, config);
  writeFileSync(path, text);
  const listening = whenThere(folder, socket);
  const env = { ...paths.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const program = new Program({ ...command(paths[name], folder, path), cwd: folder, env });
  const ended = program.ended.then(({ stderr }) => {
    throw new Error(`"${name}" has ended: ${stderr.trim()}`);
  });
  await Promise.race([listening.then(() => whenListening(socket)), ended]);
  ended.catch(() => {});
  return {
    target: `unix:${socket}`,
    program,
    async [Symbol.asyncDispose]() {
      await program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves once there is a file at `path` in `folder`. */
function whenThere(folder: string, path: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, () => {
      if (!existsSync(path)) return;
      watcher.close();
      resolve();
    });
  });
}

/** Resolves once somebody listens on the socket, which is there a little earlier. */
async function whenListening(path: string): Promise<void> {
  for (;;) {
    const socket = connect(path);
    try {
      await once(socket, "connect");
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED") throw error;
    } finally {
      socket.destroy();
    }
    await setImmediate();
  }
}
