// A long stream, and what it costs in memory at either end.

import { residentBytes, startServer, typescriptExample } from "@trunkline/interop";
import { LogService } from "@trunkline-examples/log-stream/log";
import { createChannel, createClient } from "trunkline";
import { onAnyPort } from "./calls.js";
import { count, heading, mebibytes, note, tell } from "./page.js";

const LINES = 100_000;
const WARM_UP_LINES = 20_000;
const LINE_BYTES = 120;

export async function streamLogs(): Promise<void> {
  heading(`${count(LINES)} log lines`);
  await using server = await startServer(onAnyPort(typescriptExample("log-stream", "server")));
  const channel = createChannel(server.target);
  const logs = createClient(LogService, channel);

  async function read(lines: number): Promise<number> {
    let characters = 0;
    for await (const { line } of logs.listLogs({ count: lines, lineBytes: LINE_BYTES })) {
      characters += line.length;
    }
    return characters;
  }

  // The first lines grow the heaps to their working size; what is told is the growth after that.
  await read(WARM_UP_LINES);
  const serverBefore = residentBytes(server.program.pid);
  const clientBefore = process.memoryUsage.rss();
  const startedMs = performance.now();
  const characters = await read(LINES);
  const seconds = (performance.now() - startedMs) / 1000;
  const clientAfter = process.memoryUsage.rss();
  const serverAfter = residentBytes(server.program.pid);
  await channel.close();

  if (characters !== LINES * LINE_BYTES) {
    throw new Error(`Received ${characters} characters: expected ${LINES * LINE_BYTES}`);
  }
  tell(
    `${mebibytes(characters)} of text in ${seconds.toFixed(2)} s, ${count(LINES / seconds)} lines/s`,
  );
  tell(`memory of the server:  ${growth(serverBefore, serverAfter)}`);
  tell(`memory of the client:  ${growth(clientBefore, clientAfter)}`);
  note("examples/log-stream: the handler is an async * that yields, the client a for await");
}

function growth(before: number | undefined, after: number | undefined): string {
  if (before === undefined || after === undefined) return "this system does not tell";
  const change = after - before;
  return `${mebibytes(before)} before, ${mebibytes(after)} after (${change < 0 ? "−" : "+"}${mebibytes(Math.abs(change))})`;
}
