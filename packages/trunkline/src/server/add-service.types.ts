// What the compiler says about handlers that do not fit their service. Both supported TypeScripts must
// say these sentences; nothing here runs.

import type { MethodType, ServiceType } from "../protobuf/index.js";
import { createServer } from "./index.js";

interface Line {
  text: string;
  level: number;
}
interface LineInit {
  text?: string | undefined;
  level?: number | undefined;
}
type Rpc<K extends "unary" | "serverStreaming" | "clientStreaming" | "bidiStreaming"> = MethodType<
  K,
  Line,
  LineInit,
  Line,
  LineInit
>;
declare const Logs: ServiceType<{ get: Rpc<"unary">; put: Rpc<"unary"> }>;
declare const Streams: ServiceType<{
  list: Rpc<"serverStreaming">;
  upload: Rpc<"clientStreaming">;
  tail: Rpc<"bidiStreaming">;
}>;
const server = createServer();

// Everything that fits: parts of a message, with and without promises, classes, partial services.
server.addService(Logs, { get: () => ({}), put: async ({ text }) => ({ text }) });
server.addService(Logs, { get: () => ({ level: 1 }) }, { partial: true });
server.addService(
  Logs,
  new (class {
    #level = 1;
    get() {
      return { level: this.#level };
    }
    async put(line: Line) {
      return line;
    }
  })(),
);
server.addService(Streams, {
  async *list(line) {
    yield line;
    yield { text: "more" };
  },
  async upload(lines) {
    let level = 0;
    for await (const line of lines) level += line.level;
    return { level };
  },
  async *tail(lines, call) {
    for await (const { text } of lines) {
      call.throwIfCancelled();
      yield { text };
    }
  },
});

// An rpc without a handler.
// expect-error: Property 'put' is missing
server.addService(Logs, { get: () => ({}) });

// An unknown key, from a handler that returns and from ones that promise or yield.
server.addService(
  // expect-error: The handler \"put\" gives the key \"txt\", which its message does not have
  Logs,
  { get: () => ({}), put: () => ({ text: "", txt: "" }) },
);
server.addService(
  // expect-error: The handler \"put\" gives the key \"txt\", which its message does not have
  Logs,
  { get: () => ({}), put: async () => ({ txt: "" }) },
);
server.addService(
  // expect-error: The handler \"list\" gives the key \"txt\", which its message does not have
  Streams,
  {
    async *list() {
      yield { text: "" };
      yield { text: "", txt: "" };
    },
    upload: () => ({}),
    async *tail() {},
  },
);
server.addService(
  // expect-error: The handler \"upload\" gives the key \"lines\", which its message does not have
  Streams,
  { async *list() {}, upload: async () => ({ lines: 3 }), async *tail() {} },
);

// A field of the wrong type, where it stands.
server.addService(Logs, {
  // expect-error: Type 'string' is not assignable to type 'number'
  get: () => ({ level: "1" }),
  put: (line) => line,
});
// A request is what the schema says.
server.addService(Logs, {
  // expect-error: Property 'txt' does not exist on type 'Line'
  get: (line) => ({ text: line.txt }),
  put: (line) => line,
});
// A reply that streams where one is wanted, and the other way round.
server.addService(Streams, {
  // expect-error: is not assignable to type
  list: async () => ({ text: "" }),
  upload: () => ({}),
  async *tail() {},
});
