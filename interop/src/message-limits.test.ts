// How large messages may be, both ways at both ends, for a channel, a server and one call.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  type CallOptions,
  type ChannelOptions,
  type Client,
  createChannel,
  createClient,
  createServer,
  type ServerOptions,
  Status,
  StatusError,
} from "trunkline";
import { Echo } from "./echo.testing.js";

type Kind = keyof (typeof Echo)["methods"];
const kinds: readonly Kind[] = ["say", "list", "join", "chat"];

async function call(
  echo: Client<typeof Echo>,
  kind: Kind,
  value: string,
  options: CallOptions,
): Promise<number> {
  const count = async (replies: AsyncIterable<{ value: string }>) => {
    let characters = 0;
    for await (const reply of replies) characters += reply.value.length;
    return characters;
  };
  switch (kind) {
    case "say":
      return (await echo.say({ value }, options)).value.length;
    case "list":
      return count(echo.list({ value }, options));
    case "join":
      return (await echo.join([{ value }], options)).value.length;
    case "chat":
      return count(echo.chat([{ value }], options));
  }
}

/** Replies are as many times as long as requests. */
async function withEcho(
  ends: { server?: ServerOptions; channel?: ChannelOptions; times?: number },
  use: (
    run: (kind: Kind, length: number, options?: CallOptions) => Promise<number | StatusError>,
    reports: string[],
  ) => Promise<void>,
): Promise<void> {
  const reports: string[] = [];
  const times = ends.times ?? 1;
  const server = createServer({
    ...ends.server,
    onError: ({ kind, error }) => void reports.push(`${kind} ${(error as Error).message}`),
  });
  const longer = ({ value }: { value: string }) => ({ value: value.repeat(times) });
  server.addService(Echo, {
    say: longer,
    async *list(request) {
      yield longer(request);
    },
    async join(requests) {
      let value = "";
      for await (const request of requests) value += request.value;
      return longer({ value });
    },
    async *chat(requests) {
      for await (const request of requests) yield longer(request);
    },
  });
  const channel = createChannel(server, ends.channel);
  const echo = createClient(Echo, channel);
  await use(
    (kind, length, options = {}) =>
      call(echo, kind, "x".repeat(length), options).catch((error: StatusError) => error),
    reports,
  );
  await channel.close();
  await server.close();
}

const refused = (outcome: number | StatusError): string => {
  assert.ok(StatusError.is(outcome), `it was ${outcome}`);
  assert.equal(outcome.code, Status.RESOURCE_EXHAUSTED);
  return outcome.message;
};

// A StringValue of 96 characters has 98 bytes.
describe("a limit of 98 bytes", () => {
  test("of what a client sends is told before anything is sent", async () => {
    const channels: { channel?: ChannelOptions; options?: CallOptions }[] = [
      { channel: { maxSendMessageBytes: 98 } },
      { channel: { maxSendMessageBytes: 98, codec: "proto" } },
      { options: { maxSendMessageBytes: 98 } },
      { channel: { maxSendMessageBytes: 5 }, options: { maxSendMessageBytes: 98 } },
      { channel: { maxSendMessageBytes: 98, compression: { send: "gzip", minBytes: 0 } } },
    ];
    for (const { channel = {}, options } of channels) {
      await withEcho({ channel }, async (run) => {
        for (const kind of kinds) {
          assert.equal(await run(kind, 96, options), 96);
          const message = refused(await run(kind, 97, options));
          assert.equal(message, "Cannot send a message of 99 bytes: maxSendMessageBytes is 98");
        }
      });
    }
  });

  test("of what a server sends ends the call, and the server hears of it", async () => {
    await withEcho({ server: { maxSendMessageBytes: 98 }, times: 2 }, async (run, reports) => {
      for (const kind of kinds) {
        assert.equal(await run(kind, 48), 96);
        const text = "Cannot send a message of 100 bytes: maxSendMessageBytes is 98";
        assert.equal(refused(await run(kind, 49)), text);
        assert.deepEqual(reports.splice(0), [`reply ${text}`]);
      }
    });
  });

  test("of what a client accepts holds for a channel, and for one call", async () => {
    for (const [channel, options] of [
      [{ maxReceiveMessageBytes: 98 }, {}],
      [{}, { maxReceiveMessageBytes: 98 }],
      [{ maxReceiveMessageBytes: 5 }, { maxReceiveMessageBytes: 98 }],
    ]) {
      await withEcho({ channel: channel!, times: 2 }, async (run) => {
        for (const kind of kinds) {
          assert.equal(await run(kind, 48, options), 96);
          const message = refused(await run(kind, 49, options));
          assert.match(message, /Received a message of 100 bytes: the limit is 98 bytes/);
        }
      });
    }
  });

  test("of what a server accepts", async () => {
    await withEcho({ server: { maxReceiveMessageBytes: 98 } }, async (run) => {
      for (const kind of kinds) {
        assert.equal(await run(kind, 96), 96);
        assert.match(refused(await run(kind, 97)), /Received a message of 99 bytes/);
      }
    });
  });
});

test("a limit of one call counts where an interceptor sets it as well", async () => {
  const channel: ChannelOptions = {
    interceptors: [
      (call, next) => {
        call.options = { ...call.options, maxReceiveMessageBytes: 98, maxSendMessageBytes: 49 };
        return next();
      },
    ],
  };
  await withEcho({ channel, times: 3 }, async (run) => {
    for (const kind of kinds) {
      assert.equal(await run(kind, 32), 96);
      assert.match(refused(await run(kind, 33)), /^Received a message of 101 bytes/);
      assert.match(refused(await run(kind, 48)), /^Cannot send a message of 50 bytes/);
    }
  });
});

test("limits that are none are refused where they are set", async () => {
  for (const wrong of [-1, 1.5, Number.NaN, "5" as never]) {
    for (const name of ["maxSendMessageBytes", "maxReceiveMessageBytes"]) {
      const message = `Cannot set ${name} to ${wrong}: expected a whole number of at least 0`;
      assert.throws(() => createServer({ [name]: wrong }), { name: "RangeError", message });
      const server = createServer();
      assert.throws(() => createChannel(server, { [name]: wrong }), {
        name: "RangeError",
        message,
      });
      await withEcho({}, async (run) => {
        for (const kind of kinds) {
          const outcome = await run(kind, 1, { [name]: wrong });
          assert.equal((outcome as unknown as Error).message, message);
        }
      });
    }
  }
});
