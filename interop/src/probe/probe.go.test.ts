import { testCompression } from "./compression.testing.js";
import { testDetails } from "./details.testing.js";
import { goProbe } from "./programs.js";

const client = () => goProbe("client");
const server = () => goProbe("server");

testDetails("Go", client, server);
testCompression("Go", client, server, { seesRequests: true, seesReplies: true });
