// The machine that figures come from; no figure is worth anything without it.

import { arch, cpus, platform, totalmem } from "node:os";
import { isPinning } from "../run/pinned.js";

/** The machine in a sentence. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() || "unknown processor";
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  const pinning = isPinning ? "one core for the subject, one for the load" : "programs not pinned";
  return `${cpus().length} × ${model} (${platform()} ${arch()}), ${gibibytes} GiB, Node ${process.versions.node}; ${pinning}`;
}
