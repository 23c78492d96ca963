// A call whose response is one message: unary and client-streaming. Its outcome is a promise's.

import {
  assertMessageBytes,
  decodeMessage,
  isOneMessage,
  MessageReader,
  PREFIX_BYTES,
  type StatusError,
} from "../grpc/index.js";
import { endedWithoutTrailers, truncatedMessage, wrongMessageCount } from "./call-errors.js";
import type { CallOptions } from "./call-options.js";
import { type CallOwner, ClientCall } from "./client-call.js";
import type { MethodPlan } from "./method-plan.js";

type Resolve = (message: unknown) => void;
type Reject = (error: unknown) => void;

// One executor for every call's promise, so that a call does not cost a closure.
let resolveLatest: Resolve;
let rejectLatest: Reject;
function takeSettlers(resolve: Resolve, reject: Reject): void {
  resolveLatest = resolve;
  rejectLatest = reject;
}

/** Starts a call. Never throws: mistakes reject the promise. */
export function startSingleResponseCall(
  owner: CallOwner,
  plan: MethodPlan,
  request: unknown,
  options: CallOptions | undefined,
): Promise<unknown> {
  const promise = new Promise<unknown>(takeSettlers);
  new SingleResponseCall(owner, plan, request, options, resolveLatest, rejectLatest).start();
  return promise;
}

class SingleResponseCall extends ClientCall {
  readonly #resolve: Resolve;
  readonly #reject: Reject;
  #hasMessage = false;
  #message: unknown;
  /** Only for a message that does not come as one DATA frame in one chunk. */
  #reader: MessageReader<unknown> | null = null;

  constructor(
    owner: CallOwner,
    plan: MethodPlan,
    request: unknown,
    options: CallOptions | undefined,
    resolve: Resolve,
    reject: Reject,
  ) {
    super(owner, plan, request, options);
    this.#resolve = resolve;
    this.#reject = reject;
  }

  receiveData(chunk: Uint8Array, start: number, end: number, endStream: boolean): void {
    if (this.isDone) return;
    try {
      if (this.#reader === null && isOneMessage(chunk, start, end)) {
        this.stream!.consume(end - start);
        assertMessageBytes(end - start - PREFIX_BYTES, this.plan.maxReceiveBytes);
        this.#accept(decodeMessage(this.plan.output, chunk, start + PREFIX_BYTES, end));
      } else {
        this.#readPieces(chunk, start, end);
      }
    } catch (error) {
      this.fail(error);
      return;
    }
    if (endStream) this.fail(endedWithoutTrailers(this));
  }

  protected override completed(): void {
    if (this.#reader?.isInflating === true) return;
    const pendingBytes = this.#reader?.pendingBytes ?? 0;
    this.#reader?.discard();
    if (pendingBytes > 0) this.#reject(truncatedMessage(this, pendingBytes));
    else if (this.#hasMessage) this.#resolve(this.#message);
    else this.#reject(wrongMessageCount(this, "no message"));
  }

  protected override rejected(error: StatusError): void {
    this.#reader?.discard();
    this.#reject(error);
  }

  protected override failed(error: unknown): void {
    this.#reader?.discard();
    this.#reject(error);
  }

  #readPieces(chunk: Uint8Array, start: number, end: number): void {
    const reader = this.#openReader();
    reader.view(chunk, start, end);
    this.#readMessages(reader);
    reader.keep();
    this.stream!.consume(reader.takeCredit());
  }

  #openReader(): MessageReader<unknown> {
    if (this.#reader !== null) return this.#reader;
    const reader = new MessageReader<unknown>(this.plan.output, this.plan.maxReceiveBytes);
    reader.share(this.messageBudget, this.stream!);
    const encoding = this.receivedEncoding();
    if (encoding !== null) {
      reader.useEncoding(encoding, (isWanted) => isWanted && this.#onInflated(reader));
    }
    this.#reader = reader;
    return reader;
  }

  #readMessages(reader: MessageReader<unknown>): void {
    for (let message = reader.read(); message !== undefined; message = reader.read()) {
      this.#accept(message);
    }
  }

  #onInflated(reader: MessageReader<unknown>): void {
    try {
      this.#readMessages(reader);
      this.stream!.consume(reader.takeCredit());
    } catch (error) {
      if (this.isDone) this.failed(error);
      else this.fail(error);
      return;
    }
    // The status has come meanwhile, and waited for the message.
    if (this.isDone) this.completed();
  }

  #accept(message: unknown): void {
    if (this.#hasMessage) throw wrongMessageCount(this, "more than one");
    this.#hasMessage = true;
    this.#message = message;
  }
}
