// From a target to the addresses to try, in order. DNS is asked anew for each attempt to connect.

import type { Address } from "../transport/index.js";
import type { Environment } from "./environment.js";
import type { Target } from "./target.js";

/** The addresses of `target`, at least one. @throws the name server's error when a name has none */
export async function resolveTarget(
  target: Target,
  environment: Pick<Environment, "lookup">,
): Promise<readonly Address[]> {
  if (target.kind === "addresses") return target.addresses;
  const hosts = await environment.lookup(target.host);
  if (hosts.length === 0) throw new Error(`"${target.host}" has no addresses`);
  return hosts.map((host) => ({ kind: "tcp", host, port: target.port }));
}
