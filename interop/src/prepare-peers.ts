// Part of `npm run peers`: makes the examples' programs in Python and Go, so that no test has to.

import { peer } from "@trunkline/scripts/peers";
import { goExample, pythonExample } from "./example-programs.js";
import { goProbe, pythonProbe } from "./probe/programs.js";

if (peer("python").ready) {
  pythonExample("greeter", "server");
  pythonExample("user-stats", "client");
  pythonExample("log-stream", "server");
  pythonExample("batch-gateway", "server");
  pythonProbe("server");
}
if (peer("go").ready) {
  goExample("user-stats", "server");
  goExample("batch-gateway", "client");
  goProbe("server");
}
