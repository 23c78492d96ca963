// What a test case is given, and how it says that something is not as it should be. A case is a function that
// rejects where it fails.

import { type Channel, type Client, type Status, StatusError, statusName } from "trunkline";
import type { Payload, TestService } from "../gen/grpc/testing/test_pb.js";

/** A client's connection to the server under test. */
export interface CaseContext {
  readonly channel: Channel;
  readonly client: Client<typeof TestService>;
  /** Another channel to the same server, with the same options; whoever opens it closes it. */
  openChannel(): Channel;
  readonly soak: SoakOptions;
  /** Told of what takes long, a line each. */
  log(line: string): void;
}

/** The soak cases' flags. */
export interface SoakOptions {
  readonly iterations: number;
  readonly maxFailures: number;
  /** An iteration that takes longer has failed. */
  readonly maxLatencyMs: number;
  readonly minTimeBetweenMs: number;
  readonly timeoutMs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** How many run at once. */
  readonly threads: number;
}

/** A case of the interoperability tests. */
export type Case = (context: CaseContext) => Promise<void>;

/** @throws Error where the two are not the same */
export function expectEqual(what: string, actual: unknown, expected: unknown): void {
  if (Object.is(actual, expected)) return;
  throw new Error(`${what} is ${JSON.stringify(actual)}: expected ${JSON.stringify(expected)}`);
}

/** @throws Error where the payload has another size */
export function expectPayload(payload: Payload | undefined, bytes: number): void {
  expectEqual("The size of the payload", payload?.body.length, bytes);
}

/** Waits for a call that is to fail: with this code and, where one is given, with exactly this text. */
export async function expectStatus(
  call: Promise<unknown>,
  code: Status,
  message?: string,
): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!StatusError.is(error)) throw error;
    if (error.code === code && (message === undefined || error.message === message)) return;
    const wanted = message === undefined ? "" : ` ${JSON.stringify(message)}`;
    throw new Error(
      `A call ended with ${error.codeName} ${JSON.stringify(error.message)}: expected ${statusName(code)}${wanted}`,
    );
  }
  throw new Error(`A call ended with OK: expected ${statusName(code)}`);
}

/** Nothing more may come. */
export async function expectEnd(responses: AsyncIterator<unknown>): Promise<void> {
  expectEqual("That the stream has ended", (await responses.next()).done === true, true);
}

/** The next message of a stream that has one. */
export async function nextOf<T>(responses: AsyncIterator<T>): Promise<T> {
  const result = await responses.next();
  if (result.done === true) throw new Error("A stream has ended: expected another message");
  return result.value;
}

/** A payload of `bytes` zeros. */
export function payloadOf(bytes: number): { body: Uint8Array } {
  return { body: new Uint8Array(bytes) };
}
