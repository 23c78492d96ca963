// A service with a method of each kind, as generated code would declare it, over well-known messages.

import {
  type MethodKind,
  type MethodType,
  type ServiceType,
  StringValue,
  type StringValueInit,
} from "trunkline/protobuf";

type Rpc<K extends MethodKind> = MethodType<
  K,
  StringValue,
  StringValueInit,
  StringValue,
  StringValueInit
>;

function rpc<K extends MethodKind>(kind: K, name: string): Rpc<K> {
  const localName = name.charAt(0).toLowerCase() + name.slice(1);
  const path = `/test.Echo/${name}`;
  return { kind, name, localName, path, input: StringValue, output: StringValue };
}

export const Echo: ServiceType<{
  say: Rpc<"unary">;
  list: Rpc<"serverStreaming">;
  join: Rpc<"clientStreaming">;
  chat: Rpc<"bidiStreaming">;
}> = {
  typeName: "test.Echo",
  methods: {
    say: rpc("unary", "Say"),
    list: rpc("serverStreaming", "List"),
    join: rpc("clientStreaming", "Join"),
    chat: rpc("bidiStreaming", "Chat"),
  },
};
