// What the compiler says about handlers: which it takes, and the sentences about those it does not.

import type { MethodType, ServiceType } from "../protobuf/index.js";
import type { Handlers, Server } from "./index.js";

interface Request {
  name: string;
}
interface Reply {
  text: string;
  level: 0 | 1;
  contact: { case: "email"; value: string } | { case: "phone"; value: number } | undefined;
}
type Init<T> = { [K in keyof T]?: T[K] | undefined };

interface Everything extends ServiceType {
  readonly methods: {
    readonly ask: MethodType<"unary", Request, Init<Request>, Reply, Init<Reply>>;
    readonly list: MethodType<"serverStreaming", Request, Init<Request>, Reply, Init<Reply>>;
    readonly join: MethodType<"clientStreaming", Request, Init<Request>, Reply, Init<Reply>>;
    readonly chat: MethodType<"bidiStreaming", Request, Init<Request>, Reply, Init<Reply>>;
  };
}

export function handlers(server: Server, service: Everything, whole: Handlers<Everything>): void {
  server.addService(service, whole);

  server.addService(service, {
    ask: ({ name }, call) => (call.isCancelled ? {} : { text: name, level: 1 }),
    *list({ name }) {
      yield { text: name, contact: { case: "email", value: name } };
      yield {};
    },
    async join(requests) {
      for await (const { name } of requests)
        return { text: name, contact: { case: "phone", value: 1 } };
      throw new Error("none");
    },
    async *chat(requests, call) {
      for await (const { name } of requests) yield { text: name + call.path };
    },
  });

  server.addService(
    service,
    {
      // expect-error: Types of property 'text' are incompatible
      ask: async ({ name }) => ({ text: name.length }),
      // expect-error: Types of property 'level' are incompatible
      async *list() {
        yield { level: 2 };
      },
    },
    { partial: true },
  );

  // expect-error: is missing the following properties from type
  server.addService(service, { ask: () => ({}), list: () => [] });

  // expect-error: The handler \"ask\" gives the key \"txt\", which its message does not have
  server.addService(service, { ask: ({ name }) => ({ txt: name }) }, { partial: true });

  const unknownKeys = {
    // One known and one unknown key, out of an async function.
    ask: async ({ name }: Request) => ({ text: name, size: 1 }),
    async *list({ name }: Request) {
      yield { text: name };
      yield { text: name, note: "" };
    },
  };
  // expect-error: The handler \"ask\" gives the key \"size\", which its message does not have
  server.addService(service, { ask: unknownKeys.ask }, { partial: true });
  // expect-error: The handler \"list\" gives the key \"note\", which its message does not have
  server.addService(service, { list: unknownKeys.list }, { partial: true });

  // expect-error: is not assignable to type
  server.addService(service, { async ask() {} }, { partial: true });

  server.addService(service, new Class(), { partial: true });
  // expect-error: The handler \"chat\" gives the key \"nope\", which its message does not have
  server.addService(service, new WrongClass(), { partial: true });
}

class Class {
  #secret = "s";
  private readonly suffix = "!";
  async ask({ name }: Request): Promise<Init<Reply>> {
    return { text: name + this.#secret + this.suffix };
  }
}

class WrongClass extends Class {
  async *chat(): AsyncGenerator<{ text: string; nope: boolean }> {
    yield { text: "", nope: true };
  }
}
