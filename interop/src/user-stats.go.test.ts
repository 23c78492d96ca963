import { goExample, typescriptExample } from "./example-programs.js";
import { testUserStatsPair } from "./user-stats.testing.js";

const goClient = () => goExample("user-stats", "client");
const goServer = () => goExample("user-stats", "server");
const ourClient = () => typescriptExample("user-stats", "client");
const ourServer = () => typescriptExample("user-stats", "server");

testUserStatsPair("user-stats, Go client and our server", goClient, ourServer);
testUserStatsPair("user-stats, our client and Go server", ourClient, goServer);
// Without ours in between: what is wrong here is wrong in the peer.
testUserStatsPair("user-stats, Go client and Go server", goClient, goServer);
