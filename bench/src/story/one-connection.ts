// Multiplexing and header compression, seen on the wire.

import { startServer, typescriptExample } from "@trunkline/interop";
import { Greeter } from "@trunkline-examples/greeter/hello";
import { createChannel, createClient } from "trunkline";
import { onAnyPort } from "./calls.js";
import { startHeaderTap } from "./header-tap.js";
import { count, heading, note, tell } from "./page.js";

const CALLS = 1_000;

export async function shareOneConnection(): Promise<void> {
  heading(`${count(CALLS)} calls at once`);
  await using server = await startServer(onAnyPort(typescriptExample("greeter", "server")));
  await using tap = await startHeaderTap(server.target);
  const channel = createChannel(tap.target);
  const greeter = createClient(Greeter, channel);
  const replies = await Promise.all(
    Array.from({ length: CALLS }, (_, index) =>
      greeter.sayHello({ name: `caller ${index}` }, { timeoutMs: 5_000 }),
    ),
  );
  await channel.close();

  const wrong = replies.findIndex(
    ({ message }, index) => message !== `Hello caller ${index}, I am a gRPC server!`,
  );
  if (wrong >= 0) throw new Error(`Call ${wrong} was answered with another call's reply`);
  const [first, second] = tap.headerBlockBytes;
  const connections =
    tap.connections === 1 ? "one TCP connection" : `${tap.connections} connections`;
  tell(`${count(replies.length)} replies over ${connections}`);
  tell(`request headers on the wire: ${first} bytes for the first call, ${second} for the second`);
  note("counted by a proxy in between; HPACK sends what the peer has seen as an index");
}
