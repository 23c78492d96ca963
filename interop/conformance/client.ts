// The client under test: makes the calls that it reads from standard input, several at a time, and writes
// what came of each.

import { StatusError } from "trunkline";
import {
  ClientCompatRequest,
  ClientCompatResponse,
} from "./gen/connectrpc/conformance/v1/client_compat_pb.js";
import { invoke } from "./invoke.js";
import { readMessages, writeMessage } from "./stdio.js";

const MAX_CALLS = 8;

async function answer(request: ClientCompatRequest): Promise<void> {
  const { testName } = request;
  try {
    const value = await invoke(request);
    writeMessage(ClientCompatResponse, { testName, result: { case: "response", value } });
  } catch (error) {
    const message = StatusError.is(error) ? error.toString() : String((error as Error).stack);
    writeMessage(ClientCompatResponse, { testName, result: { case: "error", value: { message } } });
  }
}

const running = new Set<Promise<void>>();
for await (const request of readMessages(ClientCompatRequest)) {
  while (running.size >= MAX_CALLS) await Promise.race(running);
  const answered: Promise<void> = answer(request).finally(() => running.delete(answered));
  running.add(answered);
}
await Promise.all(running);
