// Messages whose maps cost more than their bytes.

import type { Attack } from "../attack.js";
import type { Campaign } from "../campaign.js";
import { DATA, END_STREAM, frame } from "../frames.js";
import { all, answeredOnly, noHandlerRan } from "../judges.js";
import { collidingKeys, mapOf } from "../map-entries.js";
import { message, Streams } from "../requests.js";
import { index } from "../victim-service.js";

/** What a stream and its connection take before the server has opened a window, less the message's prefix. */
const WINDOW_BYTES = 65_535 - 5;
const FRAME_BYTES = 16_384;

/** A unary call with this message on each of one connection after the other. */
function callEach(campaign: Campaign, map: Buffer): Promise<void> {
  const whole = message(map);
  return campaign.wave({}, async (connection) => {
    const frames = [new Streams(index.path).open()];
    for (let at = 0; at < whole.length; at += FRAME_BYTES) {
      const isLast = at + FRAME_BYTES >= whole.length;
      const piece = whole.subarray(at, at + FRAME_BYTES);
      frames.push(frame(DATA, isLast ? END_STREAM : 0, 1, piece));
    }
    connection.send(Buffer.concat(frames), frames.length);
    await campaign.awaitAnswers(connection, 1);
    connection.leave();
  });
}

/** As many keys of a list as the windows take. */
function fitting(keys: readonly number[]): Buffer {
  const map = mapOf(keys);
  let end = 0;
  // Each entry has its length in its second octet.
  for (let next = 0; next <= WINDOW_BYTES && next < map.length; next += 2 + map[next + 1]!)
    end = next;
  return map.subarray(0, end);
}

const LEAST = { connections: 10, frames: 40 };

export const mapKeys: readonly Attack[] = [
  {
    name: "colliding-keys",
    does: "sends maps whose keys were chosen to share one bucket of the hash table",
    least: LEAST,
    defence: "keys that are numbers are sampled, and a map with hundreds in one bucket is refused",
    run: (campaign) => callEach(campaign, fitting(collidingKeys(8_000))),
    judge: all(noHandlerRan, answeredOnly("grpc-status 13")),
  },
  {
    name: "repeated-keys",
    does: "sends maps of 63 keys that share a bucket, and then one of them again and again",
    least: LEAST,
    defence:
      "a key that comes again counts where its bucket has more samples than ordinary keys give it",
    run(campaign) {
      const keys = collidingKeys(63);
      const last = keys.at(-1)!;
      return callEach(campaign, fitting([...keys, ...Array.from({ length: 8_000 }, () => last)]));
    },
    judge: answeredOnly(":status 200", "grpc-status 0", "grpc-status 13"),
  },
];
