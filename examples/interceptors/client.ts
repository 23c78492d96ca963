// Writes notes and lists them: node dist/client.js [--token TOKEN] [host:port] [text …].
//
// Prints the caller's notes, one a line, and exits 0; or prints the status to stderr and exits 1.

import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { BadRequest, createChannel, createClient, StatusError } from "trunkline";
import { limitTime, sendToken } from "trunkline/interceptors";
import { NoteService } from "./gen/notes_pb.js";
import { tryAgain } from "./try-again.js";

const { values, positionals } = parseArgs({
  options: { token: { type: "string", default: "token-of-ann" } },
  allowPositionals: true,
});
const [target = "127.0.0.1:50054", ...texts] = positionals;

const channel = createChannel(target, {
  interceptors: [
    limitTime({ defaultMs: 2_000 }),
    tryAgain,
    // A function: a token that has expired is fetched anew without the calls knowing.
    sendToken(async () => values.token),
  ],
});
const notes = createClient(NoteService, channel);
try {
  for (const text of texts) await notes.addNote({ text, requestId: randomUUID() });
  for await (const { number, owner, text } of notes.listNotes({})) {
    console.log(`${number} ${owner}: ${text}`);
  }
} catch (error) {
  if (!StatusError.is(error)) throw error;
  console.error(`${error.codeName}: ${error.message}`);
  for (const { field, description } of error.detail(BadRequest)?.fieldViolations ?? []) {
    console.error(`  ${field} ${description}`);
  }
  process.exitCode = 1;
}
await channel.close();
