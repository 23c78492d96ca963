// A Greeter server with mutual TLS: node dist/server.js [host:port] [folder of certificates].
//
// Prints the bound target as its first line. Certificates that have been made anew are used within a minute, or at
// once after SIGHUP; connections go on.

import { Greeter } from "@trunkline-examples/greeter/hello";
import { createServer, Status, StatusError, tls } from "trunkline";

const [target = "127.0.0.1:50051", folder = "certificates"] = process.argv.slice(2);
const credentials = tls({
  files: {
    key: `${folder}/server.key`,
    cert: `${folder}/server.crt`,
    ca: `${folder}/ca.crt`,
  },
  clientCertificate: "required",
  onError: (error) => console.error("The certificates stay as they are:", error),
});

const server = createServer({
  onRefused: ({ error }) => console.error(error.message),
});
server.addService(Greeter, {
  async sayHello({ name }, call) {
    const [caller] = call.peer.certificate?.uris ?? [];
    if (caller === undefined) {
      throw new StatusError(Status.PERMISSION_DENIED, "The certificate has no SPIFFE id");
    }
    return { message: `Hello ${name}, you are ${caller}` };
  },
});
console.log(await server.listen(target, { credentials }));

process.on("SIGHUP", async () => {
  try {
    console.log((await credentials.reload()) ? "new certificates" : "the same certificates");
  } catch (error) {
    console.error("The certificates stay as they are:", error);
  }
});
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, () => server.close({ graceMs: 1_000 }));
}
