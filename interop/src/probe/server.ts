// A Probe server: node dist/probe/server.js [host:port], port 0 lets the system choose.
//
// Prints the bound target as its first line, then "begun KIND" and "ended KIND" for each call that is held up, and
// on SIGUSR2 "sent N": how many messages its streams have sent. It serves until SIGTERM.

import { createServer } from "trunkline";
import { Probe } from "../gen/probe_pb.js";
import { createProbe } from "./service.js";

let sent = 0;
const server = createServer();
server.addService(
  Probe,
  createProbe({
    begun: (kind) => console.log(`begun ${kind}`),
    ended: (kind) => console.log(`ended ${kind}`),
    sent: () => {
      sent += 1;
    },
  }),
);
console.log(await server.listen(process.argv[2] ?? "127.0.0.1:50055"));
process.on("SIGUSR2", () => console.log(`sent ${sent}`));
process.once("SIGTERM", () => server.close({ graceMs: 0 }));
