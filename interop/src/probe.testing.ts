// A service with one unary rpc that says nothing, for tests of what is around calls.

import type { MethodType } from "trunkline/protobuf";
import { Empty, type EmptyInit } from "trunkline/protobuf";

type Nothing = MethodType<"unary", Empty, EmptyInit, Empty, EmptyInit>;

const probe: Nothing = {
  kind: "unary",
  name: "Probe",
  localName: "probe",
  path: "/test.Probe/Probe",
  input: Empty,
  output: Empty,
};

export const Probe: {
  readonly typeName: "test.Probe";
  readonly methods: { readonly probe: Nothing };
} = { typeName: "test.Probe", methods: { probe } };

export const EMPTY: Empty = {};
