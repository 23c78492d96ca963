// The service that is attacked: small, with a method for each way in which a handler can be held up.

import {
  type MessageType,
  type MethodType,
  StringValue,
  type StringValueInit,
} from "trunkline/protobuf";
import { Maps, type MapsInit } from "../gen/bench/json_pb.js";

type Method<Kind extends MethodType["kind"]> = MethodType<
  Kind,
  StringValue,
  StringValueInit,
  StringValue,
  StringValueInit
>;

const type: MessageType<StringValue, StringValueInit> = StringValue;

function method<Kind extends MethodType["kind"]>(kind: Kind, name: string): Method<Kind> {
  const localName = name.toLowerCase();
  return { kind, name, localName, path: `/attacks.Victim/${name}`, input: type, output: type };
}

/** Answers at once. */
export const say: Method<"unary"> = method("unary", "Say");
/** Takes a message with maps, and says how many names are in it. */
export const index: MethodType<"unary", Maps, MapsInit, StringValue, StringValueInit> = {
  kind: "unary",
  name: "Index",
  localName: "index",
  path: "/attacks.Victim/Index",
  input: Maps,
  output: type,
};
/** Answers when its call is cancelled, which is too late. */
export const stay: Method<"unary"> = method("unary", "Stay");
/** Goes on for a second whatever becomes of its call. */
export const work: Method<"unary"> = method("unary", "Work");
/** Sends 16 KiB again and again without end. */
export const pour: Method<"serverStreaming"> = method("serverStreaming", "Pour");
/** Takes everything, and says at the end how much that was. */
export const take: Method<"clientStreaming"> = method("clientStreaming", "Take");
/** Takes nothing of what it is sent. */
export const hold: Method<"clientStreaming"> = method("clientStreaming", "Hold");

export const Victim: {
  readonly typeName: string;
  readonly methods: {
    readonly say: Method<"unary">;
    readonly index: typeof index;
    readonly stay: Method<"unary">;
    readonly work: Method<"unary">;
    readonly pour: Method<"serverStreaming">;
    readonly take: Method<"clientStreaming">;
    readonly hold: Method<"clientStreaming">;
  };
} = { typeName: "attacks.Victim", methods: { say, index, stay, work, pour, take, hold } };
