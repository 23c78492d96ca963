// Requests that try to be taken for others, and frames after the end.

import type { Attack } from "../attack.js";
import { DATA, END_STREAM, frame, PING, repeat, windowUpdate } from "../frames.js";
import { block, type Fields, requestFields } from "../header-block.js";
import { all, answeredOnly, cutOff, noHandlerRan } from "../judges.js";
import { GREETING, requestBlock, Streams } from "../requests.js";
import { stay } from "../victim-service.js";

/** Paths that another server, or a rule in front of this one, might take for `/attacks.Victim/Stay`. */
const confusingPaths: readonly string[] = [
  stay.path.slice(1),
  `/${stay.path}`,
  `${stay.path}/`,
  `/.${stay.path}`,
  `/x/..${stay.path}`,
  `${stay.path}?`,
  `${stay.path}#`,
  `${stay.path}%00`,
  "/attacks.Victim%2FStay",
  "/attacks.Victim//Stay",
  "/attacks.victim/Stay",
  "/attacks.Victim/stay",
  "/attacks.Victim/constructor",
  "/__proto__/toString",
  `http://victim${stay.path}`,
  "*",
];

const hidden = "x\r\ngrpc-status: 0";

/** Fields that no request may have, added to one that is right but for them. */
const wrongFields: readonly Fields[] = [
  [["x", hidden]],
  [["x", "a\0b"]],
  [["x", " a"]],
  [["x", "a "]],
  [["x\r\ny", "z"]],
  [["x y", "z"]],
  [["X-Upper", "z"]],
  [[":late", "z"]],
  [[":path", "/other"]],
  [["connection", "close"]],
  [["transfer-encoding", "chunked"]],
  [["upgrade", "h2c"]],
  [["keep-alive", "1"]],
  [["proxy-connection", "close"]],
  [["te", "gzip"]],
];

const encodings: readonly string[] = ["identity", "gzip", "deflate", "br", "x", ""];

export const oddRequests: readonly Attack[] = [
  {
    name: "path-confusion",
    does: "asks for a method by paths that are almost its own",
    reference: "CVE-2026-33186",
    defence:
      "a path is compared as it came; another is UNIMPLEMENTED before any interceptor or handler",
    run: (campaign) =>
      campaign.wave({}, async (connection) => {
        const streams = new Streams(stay.path);
        for (const path of confusingPaths) {
          connection.send(streams.openWith(requestBlock(path)));
          connection.send(streams.messageOnLast());
        }
        await campaign.awaitAnswers(connection, confusingPaths.length);
        connection.leave();
      }),
    judge: all(noHandlerRan, answeredOnly("grpc-status 12", "NO_ERROR")),
  },
  {
    name: "header-injection",
    does: "sends line breaks, NUL, upper case and fields of HTTP/1.1 in header fields",
    defence: "what RFC 9113 §8 forbids resets the stream, and resets count",
    run: (campaign) =>
      campaign.wave({}, async (connection) => {
        const streams = new Streams(stay.path);
        for (const fields of wrongFields) {
          const payload = block([...requestFields(stay.path), ...fields]);
          connection.send(streams.openWith(payload));
          connection.send(streams.messageOnLast());
        }
        await campaign.awaitAnswers(connection, wrongFields.length);
        connection.leave();
      }),
    judge: all(noHandlerRan, answeredOnly("PROTOCOL_ERROR")),
  },
  {
    name: "header-injection-flood",
    does: "opens streams with forbidden header fields without end",
    defence: "what RFC 9113 §8 forbids resets the stream, and resets count",
    run: (campaign) =>
      campaign.wave({}, (connection) => {
        const streams = new Streams(stay.path);
        const payload = requestBlock(stay.path, [["x", hidden]]);
        return campaign.flood(connection, 50, () =>
          Buffer.concat(Array.from({ length: 50 }, () => streams.openWith(payload, END_STREAM))),
        );
      }),
    judge: all(noHandlerRan, cutOff("ENHANCE_YOUR_CALM")),
  },
  {
    name: "compressed-messages",
    does: "sends messages marked as compressed, with and without naming how",
    defence:
      "a compression that the server does not know is UNIMPLEMENTED, one not named is INTERNAL",
    run: (campaign) =>
      campaign.wave({}, async (connection) => {
        const streams = new Streams(stay.path);
        const compressed = Buffer.from(GREETING);
        compressed[0] = 1;
        for (const encoding of encodings) {
          const payload = requestBlock(stay.path, [["grpc-encoding", encoding]]);
          connection.send(streams.openWith(payload));
          connection.send(frame(DATA, END_STREAM, streams.lastId, compressed));
        }
        await campaign.awaitAnswers(connection, encodings.length);
        connection.leave();
      }),
    judge: all(noHandlerRan, answeredOnly("grpc-status 12", "grpc-status 13", "NO_ERROR")),
  },
  {
    name: "frames-after-error",
    does: "goes on with requests after an error that ends the connection",
    reference: "CVE-2026-27135",
    defence: "no frame is looked at after the GOAWAY of an error",
    run: (campaign) =>
      campaign.wave({}, async (connection) => {
        const streams = new Streams(stay.path);
        connection.send(windowUpdate(0, 0));
        const requests = Buffer.concat(Array.from({ length: 100 }, () => streams.request()));
        connection.send(Buffer.concat([requests, repeat(frame(PING, 0, 0, Buffer.alloc(8)), 500)]));
      }),
    judge: all(noHandlerRan, cutOff("PROTOCOL_ERROR")),
  },
];
