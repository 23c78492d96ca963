// A program for event-loop.test.ts: it connects to the port that it is given and has nothing else to do.

import { connect, eventLoop } from "./index.js";
import { quietSink } from "./sinks.testing.js";

await connect(
  { kind: "tcp", host: "127.0.0.1", port: Number(process.argv[2]) },
  {
    clock: eventLoop,
    http2: { idleTimeoutMs: 3_600_000 },
    createSink: (session) =>
      quietSink({
        onSettings() {
          console.log("connected");
          // As a channel does when the last call has ended.
          session.unref();
        },
      }),
  },
);
