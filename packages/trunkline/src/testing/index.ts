// What tests need: virtual time, servers in it, services that say what they are told to, faults, and an
// encoding that waits.

export { type Fault, Faults } from "./faults.js";
export { inTurn } from "./in-turn.js";
export { MockService, mockService, type RecordedCall } from "./mock-service.js";
export { runs, SlowRuns } from "./runs-encoding.js";
export { createTestServer, type TestServerOptions } from "./test-server.js";
export { VirtualClock } from "./virtual-clock.js";
