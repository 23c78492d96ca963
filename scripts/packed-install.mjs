// Packs the packages as they would be published, installs the tarballs into an empty project outside the
// workspace, and types the README's quick start there: its files, its commands, in its order. What the
// test changes: package names become tarballs, and port 50051 becomes a free one.

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { commands, projectFiles, snippets } from "./docs/snippets.mjs";
import { recordCounts } from "./run/counts.mjs";
import { ensureInstalled, runNpm } from "./setup.mjs";
import { root } from "./workspaces.mjs";

const greeting = "Hello itfromzero, I am a gRPC server!";
const maxCommandMs = 120_000;

/** The packages' tarballs, by package name. */
function pack(folder) {
  const tarballs = new Map();
  for (const name of readdirSync(join(root, "packages"))) {
    const args = ["pack", "--json", "--loglevel=error", `--pack-destination=${folder}`];
    const { status, stdout, stderr } = runNpm(args, { cwd: join(root, "packages", name) });
    if (status !== 0) throw new Error(`npm pack failed in packages/${name}: ${stderr}`);
    const parsed = JSON.parse(stdout);
    const packed = Array.isArray(parsed) ? parsed[0] : Object.values(parsed)[0];
    const stray = packed.files.find(({ path }) => isStray(path));
    if (stray !== undefined) throw new Error(`${packed.name} packs ${stray.path}`);
    for (const wanted of ["LICENSE", "README.md"]) {
      if (packed.files.some(({ path }) => path === wanted)) continue;
      throw new Error(`${packed.name} does not pack its ${wanted}`);
    }
    tarballs.set(packed.name, join(folder, packed.filename));
    console.log(`${packed.name}: ${packed.files.length} files, ${packed.size} bytes packed`);
  }
  return tarballs;
}

/** What has no place in a published package. */
const isStray = (path) =>
  /\.(test|types|testing)\.|\.tsbuildinfo$|(^|\/)(testdata|node_modules)\//.test(path);

/** The install commands of the README with tarballs, and our own versions, in place of names. */
function withTarballs(command, tarballs) {
  if (!command.startsWith("npm install")) return command;
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const words = command.split(" ").flatMap((word) => {
    if (tarballs.has(word)) return [tarballs.get(word)];
    return devDependencies[word] === undefined ? [word] : [`${word}@${devDependencies[word]}`];
  });
  return `${words.join(" ")} --prefer-offline --no-audit --no-fund`;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The environment of someone who has never seen this repository. */
function strangersEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_|^NODE_|^INIT_CWD$/.test(name),
  );
  return Object.fromEntries(kept);
}

const env = strangersEnvironment();

function runInShell(command, folder) {
  console.log(`$ ${command}`);
  const options = { cwd: folder, env, shell: true, encoding: "utf8", timeout: maxCommandMs };
  const { status, stdout, stderr } = spawnSync(command, options);
  if (status !== 0) throw new Error(`${command} exited with ${status}\n${stdout}${stderr}`);
  return stdout;
}

/** Starts the server's command and waits for its first line. */
async function startServer(command, folder) {
  console.log(`$ ${command} &`);
  const [file, ...args] = command.split(" ");
  const child = spawn(file, args, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${command} exited with ${code} before a line`)));
    child.stdout.once("data", (chunk) => resolve(String(chunk).trim()));
  });
  console.log(line);
  return child;
}

/** Every public entry point with its declarations checked, not skipped, by both compilers. */
function checkDeclarations(folder, tarballs) {
  const lines = [...tarballs.keys()].flatMap((name) => {
    const { exports } = JSON.parse(
      readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"),
    );
    const entries = Object.entries(exports).filter(([, target]) => target.types !== undefined);
    return entries.map(([path]) => `export * as _${lineNumber++} from "${name}${path.slice(1)}";`);
  });
  writeFileSync(join(folder, "every-entry.ts"), `${lines.join("\n")}\n`);
  const options = "--module nodenext --target es2022 --lib es2023 --types node --strict --noEmit";
  for (const compiler of ["typescript", "typescript-5.9"]) {
    const tsc = join(root, "node_modules", compiler, "bin/tsc");
    // Files on the command line and a tsconfig.json beside them is an error unless said to be meant.
    const ignore = compiler === "typescript" ? " --ignoreConfig" : "";
    runInShell(`node ${tsc} ${options}${ignore} every-entry.ts`, folder);
  }
  rmSync(join(folder, "every-entry.ts"));
}
let lineNumber = 0;

async function quickStart(folder, tarballs) {
  const found = snippets(readFileSync(join(root, "README.md"), "utf8"));
  const port = await freePort();
  for (const [path, text] of projectFiles(found)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text.replaceAll("50051", String(port)));
  }
  for (const command of commands(found, "quick-start")) {
    const typed = withTarballs(command, tarballs);
    runInShell(typed, folder);
    if (typed !== command && !command.includes("@trunkline/cli")) checkAdvice(folder);
  }
  // The command carries the compiler; who uses it as a library installs it.
  runInShell(withTarballs("npm install @trunkline/compiler", tarballs), folder);
  checkDeclarations(folder, tarballs);
  const [serverCommand, clientCommand] = commands(found, "quick-start-run");
  const server = await startServer(serverCommand, folder);
  try {
    const said = runInShell(clientCommand, folder).trim();
    console.log(said);
    if (said !== greeting) throw new Error(`The client said "${said}": expected "${greeting}"`);
  } finally {
    server.kill();
  }
}

/** Before the command is installed, the runtime's bin of the same name tells how to install it. */
function checkAdvice(folder) {
  const bin = join(folder, "node_modules/.bin/trunkline");
  const { status, stdout, stderr } = spawnSync(bin, ["generate"], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  const said = `${stdout}${stderr}`;
  if (status === 0 || !said.includes("npm install --save-dev @trunkline/cli")) {
    throw new Error(
      `trunkline without its command said "${said.trim()}" and exited with ${status}`,
    );
  }
}

ensureInstalled();
const folder = mkdtempSync(join(tmpdir(), "trunkline-packed-"));
try {
  const packed = join(folder, "packed");
  const project = join(folder, "hello");
  mkdirSync(packed);
  mkdirSync(project);
  await quickStart(project, pack(packed));
  console.log("The quick start works from the packed packages");
  recordCounts({ passed: 1, failed: 0, skipped: 0 });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
