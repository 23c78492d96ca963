import { pythonExample, typescriptExample } from "./example-programs.js";
import { testLogStreamPair } from "./log-stream.testing.js";

const pythonClient = (name: string) => pythonExample("log-stream", name);
const pythonServer = () => pythonExample("log-stream", "server");
const ourClient = (name: string) => typescriptExample("log-stream", name);
const ourServer = () => typescriptExample("log-stream", "server");

testLogStreamPair("log-stream, Python client and our server", pythonClient, ourServer);
testLogStreamPair("log-stream, our client and Python server", ourClient, pythonServer);
// Without ours in between: what is wrong here is wrong in the peer.
testLogStreamPair("log-stream, Python client and Python server", pythonClient, pythonServer);
