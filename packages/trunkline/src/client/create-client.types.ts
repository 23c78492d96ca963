// What the compiler says about calls that do not fit their service. Both supported TypeScripts must say
// these sentences; nothing here runs.

import { outbox } from "../grpc/index.js";
import type { MethodType, ServiceType } from "../protobuf/index.js";
import { createChannel, createClient } from "./index.js";

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
declare const Logs: ServiceType<{
  get: Rpc<"unary">;
  list: Rpc<"serverStreaming">;
  upload: Rpc<"clientStreaming">;
  tail: Rpc<"bidiStreaming">;
}>;
const logs = createClient(Logs, createChannel("localhost:50051"));

// Everything that fits.
const reply: Line = await logs.get({ text: "a" }, { timeoutMs: 5_000 });
for await (const line of logs.list({})) line.level.toFixed();
const lines = outbox<LineInit>();
const sum: Line = await logs.upload(lines);
for await (const line of logs.tail([{ text: "a" }, reply, sum])) line.text.trim();

// expect-error: 'txt' does not exist in type 'LineInit'
await logs.get({ txt: "a" });
// expect-error: 'txt' does not exist in type 'LineInit'
logs.list({ text: "a", txt: "a" });
// expect-error: Type 'string' is not assignable to type 'number'
await logs.get({ level: "1" });
// expect-error: Type 'null' is not assignable to type 'string | undefined'
await logs.get({ text: null });
// expect-error: Property 'gett' does not exist
await logs.gett({});
// expect-error: Property 'txt' does not exist on type 'Line'
(await logs.get({})).txt;
// expect-error: 'text' does not exist in type 'RequestSource<LineInit>'
await logs.upload({ text: "a" });
// expect-error: 'timeout' does not exist in type 'CallOptions'
await logs.get({}, { timeout: 5 });
