import { testCompression } from "./compression.testing.js";
import { testDetails } from "./details.testing.js";
import { pythonProbe } from "./programs.js";

const client = () => pythonProbe("client");
const server = () => pythonProbe("server");

testDetails("Python", client, server);
// grpcio keeps to itself whether a message came compressed.
testCompression("Python", client, server, { seesRequests: false, seesReplies: false });
