// A Greeter client: node dist/client.js [host:port] [name].
//
// Prints the reply and exits 0, or prints the status to stderr and exits 1.

import { createChannel, createClient, StatusError } from "trunkline";
import { Greeter } from "./gen/hello_pb.js";

const [target = "127.0.0.1:50051", name = "itfromzero"] = process.argv.slice(2);
const channel = createChannel(target);
const greeter = createClient(Greeter, channel);
try {
  const reply = await greeter.sayHello({ name }, { timeoutMs: 5_000 });
  console.log(reply.message);
} catch (error) {
  if (!StatusError.is(error)) throw error;
  console.error(`${error.codeName}: ${error.message}`);
  process.exitCode = 1;
}
await channel.close();
