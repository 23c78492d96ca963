// A NoteService behind interceptors: node dist/server.js [host:port], port 0 lets the system choose.
//
// Prints the bound target as its first line, then a line of JSON for each call, and serves until SIGTERM or SIGINT.

import { contextKey, createServer, Status, StatusError } from "trunkline";
import {
  authenticate,
  limitConcurrency,
  limitTime,
  logCalls,
  validateRequests,
} from "trunkline/interceptors";
import { AddNoteRequest, NoteService } from "./gen/notes_pb.js";
import { jsonLogger } from "./json-logger.js";

const user = contextKey("user", "nobody");

/** Stands for whatever knows tokens: a database, an identity provider. */
const users = new Map([
  ["token-of-ann", "Ann"],
  ["token-of-bob", "Bob"],
]);

const server = createServer({
  // The first is the outermost; docs/guide/interceptors.md tells why they stand in this order.
  interceptors: [
    logCalls(jsonLogger, { fields: (call) => ({ user: call.context.get(user) }) }),
    limitTime({ defaultMs: 5_000, maxMs: 30_000 }),
    limitConcurrency({ maxInFlight: 100, maxQueued: 400, maxWaitMs: 1_000 }),
    authenticate(user, (token) => users.get(token)),
    validateRequests((type, message) => {
      if (type !== AddNoteRequest) return undefined;
      const { text } = message as AddNoteRequest;
      return text === "" ? [{ field: "text", description: "is empty" }] : undefined;
    }),
  ],
});

const notes: { readonly owner: string; readonly text: string }[] = [];
/** The numbers of notes, by their owner and the request that they came with. */
const numbers = new Map<string, number>();

server.addService(NoteService, {
  addNote({ text, requestId }, call) {
    const owner = call.context.get(user);
    const known = numbers.get(`${owner} ${requestId}`);
    if (known !== undefined) return { ...notes[known - 1]!, number: known };
    if (notes.length === 1_000) {
      throw new StatusError(Status.RESOURCE_EXHAUSTED, "There are 1,000 notes: no more fit");
    }
    const number = notes.push({ owner, text });
    if (requestId !== "") numbers.set(`${owner} ${requestId}`, number);
    return { number, owner, text };
  },
  async *listNotes(_, call) {
    const owner = call.context.get(user);
    for (const [index, note] of notes.entries()) {
      if (note.owner === owner) yield { ...note, number: index + 1 };
    }
  },
});

console.log(await server.listen(process.argv[2] ?? "127.0.0.1:50054"));

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, () => server.close({ graceMs: 1_000 }));
}
