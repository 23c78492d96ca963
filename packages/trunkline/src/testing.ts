// Everything that `import … from "trunkline/testing"` gives: time that moves when a test says so, services
// that say what they are told to, and what goes wrong on purpose.

export {
  createTestServer,
  type Fault,
  Faults,
  inTurn,
  MockService,
  mockService,
  type RecordedCall,
  type TestServerOptions,
  VirtualClock,
} from "./testing/index.js";
