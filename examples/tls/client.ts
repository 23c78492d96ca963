// A Greeter client with mutual TLS: node dist/client.js [host:port] [folder of certificates].
//
// Shows who it is by a certificate, and who its user is by a token with each call. Prints the reply and exits 0, or
// prints the status to stderr and exits 1.

import { Greeter } from "@trunkline-examples/greeter/hello";
import { callCredentials, createChannel, createClient, StatusError, tls } from "trunkline";

const [target = "localhost:50051", folder = "certificates"] = process.argv.slice(2);
const channel = createChannel(target, {
  credentials: tls({
    files: {
      key: `${folder}/client.key`,
      cert: `${folder}/client.crt`,
      ca: `${folder}/ca.crt`,
    },
  }),
  callCredentials: callCredentials(async () => ({ authorization: "Bearer a-token" })),
});
try {
  const greeter = createClient(Greeter, channel);
  const reply = await greeter.sayHello({ name: "itfromzero" }, { timeoutMs: 5_000 });
  console.log(reply.message);
} catch (error) {
  if (!StatusError.is(error)) throw error;
  console.error(`${error.codeName}: ${error.message}`);
  process.exitCode = 1;
}
await channel.close();
