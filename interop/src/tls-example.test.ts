import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { nodeCommand } from "./command.js";
import { runProgram, startServer } from "./program.js";
import { repositoryPath } from "./workspace.js";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const skip = hasOpenssl ? false : "openssl, which makes its certificates, is not on PATH";
const example = (name: string): string => repositoryPath(`examples/tls/dist/${name}.js`);

function makeCertificates(folder: string): void {
  execFileSync("sh", [repositoryPath("examples/tls/make-certificates.sh"), folder]);
}

describe("examples/tls", { skip }, () => {
  it("lets each end know who the other is, and goes on when the certificates are new", async (context) => {
    const folder = mkdtempSync(join(tmpdir(), "trunkline-"));
    context.after(() => rmSync(folder, { recursive: true }));
    const [ours, theirs] = [join(folder, "ours"), join(folder, "theirs")] as const;
    makeCertificates(ours);
    makeCertificates(theirs);
    await using server = await startServer(nodeCommand(example("server"), ["127.0.0.1:0", ours]));
    const call = (certificates: string) =>
      runProgram(nodeCommand(example("client"), [server.target, certificates]));
    const said = "Hello itfromzero, you are spiffe://shop.example/client\n";
    assert.equal((await call(ours)).stdout, said);

    makeCertificates(ours);
    process.kill(server.program.pid, "SIGHUP");
    assert.equal(await server.program.lineAt(1), "new certificates");
    assert.equal((await call(ours)).stdout, said);

    const { exitCode, stderr } = await call(theirs);
    assert.equal(exitCode, 1);
    assert.match(stderr, /^UNAVAILABLE: .* a certificate that no known authority has signed/);
  });
});
