import { pythonExample, typescriptExample } from "./example-programs.js";
import { testUserStatsPair } from "./user-stats.testing.js";

testUserStatsPair(
  "user-stats, Python client and our server",
  () => pythonExample("user-stats", "client"),
  () => typescriptExample("user-stats", "server"),
);
