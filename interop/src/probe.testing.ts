// A service whose messages say nothing, for tests of what is around calls: a unary rpc and a bidi one.

import { Empty, type EmptyInit, type MethodKind, type MethodType } from "trunkline/protobuf";

type Nothing<K extends MethodKind> = MethodType<K, Empty, EmptyInit, Empty, EmptyInit>;

function method<K extends MethodKind>(kind: K, name: string, localName: string): Nothing<K> {
  return { kind, name, localName, path: `/test.Probe/${name}`, input: Empty, output: Empty };
}

export const Probe: {
  readonly typeName: "test.Probe";
  readonly methods: { readonly probe: Nothing<"unary">; readonly chat: Nothing<"bidiStreaming"> };
} = {
  typeName: "test.Probe",
  methods: {
    probe: method("unary", "Probe", "probe"),
    chat: method("bidiStreaming", "Chat", "chat"),
  },
};

export const EMPTY: Empty = {};
