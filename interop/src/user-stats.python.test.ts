import { pythonExample, typescriptExample } from "./example-programs.js";
import { testUserStatsPair } from "./user-stats.testing.js";

const pythonClient = () => pythonExample("user-stats", "client");
const pythonServer = () => pythonExample("user-stats", "server");
const ourClient = () => typescriptExample("user-stats", "client");
const ourServer = () => typescriptExample("user-stats", "server");

testUserStatsPair("user-stats, Python client and our server", pythonClient, ourServer);
testUserStatsPair("user-stats, our client and Python server", ourClient, pythonServer);
