// The story that `npm start` tells: the three examples over real sockets, and what is seen of them.
// Every figure is taken in this run; a chapter that does not come out as told ends it with exit code 1.

import { describeMachine } from "../report/machine.js";
import { askForStats, greet, missDeadline } from "./calls.js";
import { crossLanguages } from "./languages.js";
import { shareOneConnection } from "./one-connection.js";
import { bold, dim } from "./page.js";
import { comparePayloads } from "./payload.js";
import { measureSpeed } from "./speed.js";
import { streamLogs } from "./stream-logs.js";

const startedMs = performance.now();
console.log(`\n${bold("Trunkline: gRPC for TypeScript")}`);
console.log(dim(describeMachine()));
try {
  await greet();
  await askForStats();
  await missDeadline();
  await streamLogs();
  await shareOneConnection();
  comparePayloads();
  await measureSpeed();
  await crossLanguages();
  console.log(`\nTold in ${((performance.now() - startedMs) / 1000).toFixed(0)} seconds.`);
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exitCode = 1;
}
