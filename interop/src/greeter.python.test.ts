import { pythonExample, typescriptExample } from "./example-programs.js";
import { testGreeterPair } from "./greeter.testing.js";

const pythonClient = () => pythonExample("greeter", "client");
const pythonServer = () => pythonExample("greeter", "server");
const ourClient = () => typescriptExample("greeter", "client");
const ourServer = () => typescriptExample("greeter", "server");

testGreeterPair("greeter: Python client and our server", pythonClient, ourServer);
testGreeterPair("greeter: our client and Python server", ourClient, pythonServer);
// Without ours in between: what is wrong here is wrong in the peer.
testGreeterPair("greeter: Python client and Python server", pythonClient, pythonServer);
