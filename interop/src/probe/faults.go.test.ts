import { testFaults } from "./faults.testing.js";
import { goProbe, typescriptProbe } from "./programs.js";

const goClient = () => goProbe("client");
const goServer = () => goProbe("server");
const ourClient = () => typescriptProbe("client");
const ourServer = () => typescriptProbe("server");

testFaults("our client and our server", { client: ourClient, server: ourServer });
testFaults("our client and Go's server", { client: ourClient, server: goServer });
testFaults("Go's client and our server", { client: goClient, server: ourServer });
// Without ours in between: what is wrong here is wrong in the peer.
testFaults("Go's client and Go's server", { client: goClient, server: goServer });
