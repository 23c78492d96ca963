import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ConnectivityEvent,
  type ConnectivityState,
  nextConnectivity,
} from "./connectivity.js";

const states = {
  idle: { kind: "idle" },
  connecting: { kind: "connecting" },
  ready: { kind: "ready" },
  transientFailure: { kind: "transientFailure", reason: "before", cause: null, retryAtMs: 1 },
  shutdown: { kind: "shutdown" },
} satisfies Record<ConnectivityState["kind"], ConnectivityState>;

const events = {
  connect: { kind: "connect" },
  connected: { kind: "connected" },
  failed: { kind: "failed", reason: "now", cause: null, retryAtMs: 2 },
  lost: { kind: "lost" },
  retryDue: { kind: "retryDue" },
  shutdown: { kind: "shutdown" },
} satisfies Record<ConnectivityEvent["kind"], ConnectivityEvent>;

/** Every state × every event; the type does not let a cell be forgotten. */
const grid: Record<
  ConnectivityState["kind"],
  Record<ConnectivityEvent["kind"], ConnectivityState["kind"]>
> = {
  idle: {
    connect: "connecting",
    connected: "idle",
    failed: "idle",
    lost: "idle",
    retryDue: "idle",
    shutdown: "shutdown",
  },
  connecting: {
    connect: "connecting",
    connected: "ready",
    failed: "transientFailure",
    lost: "connecting",
    retryDue: "connecting",
    shutdown: "shutdown",
  },
  ready: {
    connect: "ready",
    connected: "ready",
    failed: "transientFailure",
    lost: "idle",
    retryDue: "ready",
    shutdown: "shutdown",
  },
  transientFailure: {
    connect: "transientFailure",
    connected: "transientFailure",
    failed: "transientFailure",
    lost: "transientFailure",
    retryDue: "idle",
    shutdown: "shutdown",
  },
  shutdown: {
    connect: "shutdown",
    connected: "shutdown",
    failed: "shutdown",
    lost: "shutdown",
    retryDue: "shutdown",
    shutdown: "shutdown",
  },
};

for (const [stateKind, row] of Object.entries(grid)) {
  for (const [eventKind, expected] of Object.entries(row)) {
    test(`nextConnectivity() in ${stateKind}: ${eventKind} leads to ${expected}`, () => {
      const state = states[stateKind as keyof typeof states];
      const next = nextConnectivity(state, events[eventKind as keyof typeof events]);
      assert.equal(next.kind, expected);
      // Nobody is told of a change where there is none.
      if (expected === stateKind) assert.equal(next, state);
    });
  }
}

test("nextConnectivity() keeps the reason and the time of the next try with a failure", () => {
  assert.deepEqual(nextConnectivity(states.connecting, events.failed), {
    kind: "transientFailure",
    reason: "now",
    cause: null,
    retryAtMs: 2,
  });
});
