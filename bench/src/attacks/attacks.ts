// Every attack, in the order in which they are run and listed.

import type { Attack } from "./attack.js";
import { busy } from "./classes/busy.js";
import { controlFrames } from "./classes/control-frames.js";
import { data } from "./classes/data.js";
import { goodClients } from "./classes/good-clients.js";
import { headerBlocks } from "./classes/header-blocks.js";
import { mapKeys } from "./classes/map-keys.js";
import { oddRequests } from "./classes/odd-requests.js";
import { resets } from "./classes/resets.js";
import { slow } from "./classes/slow.js";
import { transportLayer } from "./classes/transport-layer.js";
import { windows } from "./classes/windows.js";

export const attacks: readonly Attack[] = [
  ...resets,
  ...headerBlocks,
  ...controlFrames,
  ...data,
  ...mapKeys,
  ...windows,
  ...oddRequests,
  ...slow,
  ...transportLayer,
  ...busy,
  ...goodClients,
];
