// A service of two rpcs for the tests of this room.

import {
  type MethodKind,
  type MethodType,
  StringValue,
  type StringValueInit,
} from "../protobuf/index.js";
import type { Handlers } from "../server/index.js";

type Rpc<K extends MethodKind> = MethodType<
  K,
  StringValue,
  StringValueInit,
  StringValue,
  StringValueInit
>;

function rpc<K extends MethodKind>(kind: K, name: string): Rpc<K> {
  const names = { name, localName: name.toLowerCase(), path: `/test.Echo/${name}` };
  return { kind, ...names, input: StringValue, output: StringValue };
}

export const echo: {
  readonly typeName: string;
  readonly methods: {
    readonly say: Rpc<"unary">;
    readonly list: Rpc<"serverStreaming">;
    readonly join: Rpc<"clientStreaming">;
  };
} = {
  typeName: "test.Echo",
  methods: {
    say: rpc("unary", "Say"),
    list: rpc("serverStreaming", "List"),
    join: rpc("clientStreaming", "Join"),
  },
};

export const echoHandlers: Handlers<typeof echo> = {
  say: ({ value }) => ({ value }),
  async *list({ value }) {
    yield { value };
  },
  async join(requests) {
    let value = "";
    for await (const request of requests) value += request.value;
    return { value };
  },
};
