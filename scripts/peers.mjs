// Which peers are ready: programs of others, in other languages, that the tests talk to. They are set up
// once by `npm run peers` into the git-ignored `.tools/`; tests, benchmarks and `npm start` ask here.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { peers } from "./peers/list.mjs";
import { keyOf, toolsFolder } from "./peers/record.mjs";

export const peerNames = Object.keys(peers);

/**
 * Whether a peer can be used, with why not in a sentence, and where its programs are.
 *
 * @param {string} name
 */
export function peer(name) {
  const description = peers[name];
  if (description === undefined) {
    throw new TypeError(`No peer is called "${name}": there are ${peerNames.join(", ")}`);
  }
  try {
    const record = JSON.parse(readFileSync(join(toolsFolder, name, "ready.json"), "utf8"));
    if (record.key === keyOf(description)) return { ready: true, why: "", paths: record.paths };
    return notReady("it was set up in another version; npm run peers renews it");
  } catch {
    const missing = description.missing();
    if (missing !== undefined) return notReady(missing);
    return notReady("it is not set up; npm run peers does it");
  }
}

const notReady = (why) => ({ ready: false, why, paths: {} });

/** True where a missing peer is a failure and not a reason to leave tests out. */
export const arePeersRequired = () => process.env.TRUNKLINE_PEERS === "required";
