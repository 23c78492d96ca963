// Debian's nghttp2-client: h2load, a load generator that is not ours, and nghttp. Taken as it is where
// the machine has it; else its packages are unpacked here, so that no rights are needed.

import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { findCommand } from "./find-command.mjs";

const packageName = "nghttp2-client";

export const debian = {
  title: "h2load and nghttp",
  pins: { packageName },
  missing: () => {
    if (findCommand("h2load") !== undefined && findCommand("nghttp") !== undefined)
      return undefined;
    const lacking = ["apt-get", "dpkg-deb"].find((name) => findCommand(name) === undefined);
    return lacking === undefined ? undefined : `this is no Debian ("${lacking}" is not on PATH)`;
  },
  setUp(folder, run) {
    const h2load = findCommand("h2load");
    const nghttp = findCommand("nghttp");
    if (h2load !== undefined && nghttp !== undefined) {
      run(h2load, ["--version"]);
      return { h2load, nghttp, env: {} };
    }
    // Only root can renew the package lists; without that right they are taken as they are.
    if (process.getuid?.() === 0) run("apt-get", ["update", "--quiet"]);
    // A simulated install tells which packages the machine lacks: this one and libraries it needs.
    const plan = run("apt-get", ["install", "--simulate", "--no-install-recommends", packageName]);
    const lacking = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
    const packages = join(folder, "packages");
    mkdirSync(packages);
    run("apt-get", ["download", "--quiet", ...lacking], {}, packages);
    const files = join(folder, "files");
    for (const name of readdirSync(packages)) {
      run("dpkg-deb", ["--extract", join(packages, name), files]);
    }
    const libraries = run("find", [files, "-name", "*.so*", "-printf", "%h\\n"]).trim().split("\n");
    const env = { LD_LIBRARY_PATH: [...new Set(libraries)].join(":") };
    const paths = { h2load: join(files, "usr/bin/h2load"), nghttp: join(files, "usr/bin/nghttp") };
    run(paths.h2load, ["--version"], env);
    return { ...paths, env };
  },
};
