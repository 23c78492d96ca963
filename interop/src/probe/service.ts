// The Probe service on our server: its handlers say what becomes of calls that are held up.

import { type Handlers, type ServerCall, type Status, StatusError, wasCompressed } from "trunkline";
import { Any, fromJson, type JsonValue } from "trunkline/protobuf";
import type { Probe } from "../gen/probe_pb.js";
import { detailTypes } from "./detail-types.js";

/** What happens at the server, for its program to print. */
export interface ProbeEvents {
  begun(kind: string): void;
  /** A held call's handler has ended; told once a call. */
  ended(kind: string): void;
  /** A message was taken from a stream of replies. */
  sent(): void;
}

/** Handlers that tell `events` of what they do. */
export function createProbe(events: ProbeEvents): Handlers<typeof Probe> {
  /** Waits until nobody waits for the call. */
  async function hold(kind: string, call: ServerCall): Promise<never> {
    events.begun(kind);
    try {
      return await untilCancelled(call);
    } finally {
      events.ended(kind);
    }
  }

  return {
    fail({ code, message, details }) {
      const list = JSON.parse(details) as JsonValue[];
      throw new StatusError(code as Status, message, {
        details: list.map((detail) => fromJson(Any, detail, { registry: detailTypes })),
      });
    },

    async unary(request, call) {
      if (request.hang) return hold("unary", call);
      return { body: request.body, cameCompressed: wasCompressed(request) };
    },

    async *down(request, call) {
      const { body } = request;
      if (request.hang) {
        yield { body };
        return hold("down", call);
      }
      events.begun("down");
      try {
        for (;;) {
          yield { body };
          events.sent();
        }
      } finally {
        events.ended("down");
      }
    },

    async up(requests, call) {
      events.begun("up");
      try {
        for await (const { hang } of requests) if (hang) return await untilCancelled(call);
        return {};
      } finally {
        events.ended("up");
      }
    },

    async *both(requests) {
      events.begun("both");
      try {
        for await (const { body } of requests) yield { body };
      } finally {
        events.ended("both");
      }
    },
  };
}

function untilCancelled({ signal }: ServerCall): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
