// A call whose response is a stream of messages: server-streaming and bidi.

import {
  MessageStream,
  type MessageStreamOwner,
  Metadata,
  type StatusError,
} from "../grpc/index.js";
import type { HeaderBlock } from "../http2/index.js";
import { cancelledByConsumer, endedWithoutTrailers } from "./call-errors.js";
import type { CallOptions } from "./call-options.js";
import { type CallOwner, ClientCall } from "./client-call.js";
import type { MethodPlan } from "./method-plan.js";

/**
 * The messages of a server-streaming or bidi call. Leaving the loop early cancels the call; the server
 * is asked for no more than is read.
 *
 *     for await (const line of logs.listLogs({ service: "shop" })) {
 *       if (line.level === "error") break;   // cancels
 *     }
 */
export interface ResponseStream<T> extends AsyncIterableIterator<T, undefined, undefined> {
  /** The response headers; rejects with the call's error when it ends before they came. */
  readonly headers: Promise<Metadata>;
  /** Ends the iteration and cancels the call if it has not ended. */
  return(): Promise<IteratorResult<T, undefined>>;
}

/** Starts a call. Never throws: mistakes reject the first `next()`. */
export function startResponseStreamCall(
  owner: CallOwner,
  plan: MethodPlan,
  request: unknown,
  options: CallOptions | undefined,
): ResponseStream<unknown> {
  const call = new ResponseStreamCall(owner, plan, request, options);
  call.start();
  return call.responses;
}

export class ResponseStreamCall extends ClientCall implements MessageStreamOwner {
  readonly responses: ReceivedResponses;

  constructor(
    owner: CallOwner,
    plan: MethodPlan,
    request: unknown,
    options: CallOptions | undefined,
  ) {
    super(owner, plan, request, options);
    this.responses = this.createResponses();
  }

  protected createResponses(): ReceivedResponses {
    return new ReceivedResponses(this.plan.output, this.plan.maxReceiveBytes, this);
  }

  protected override limitsTaken(): void {
    this.responses.limit(this.plan.maxReceiveBytes);
  }

  receiveData(chunk: Uint8Array, start: number, end: number, endStream: boolean): void {
    if (this.isDone) return;
    this.responses.receive(chunk, start, end);
    if (endStream) this.fail(endedWithoutTrailers(this));
  }

  defer(task: () => void): void {
    this.owner.clock.defer(task);
  }

  onConsumed(byteCount: number): void {
    this.stream?.consume(byteCount);
  }

  onBroken(error: StatusError): void {
    this.fail(error);
  }

  onReturn(): void {
    this.fail(cancelledByConsumer(this));
  }

  protected override headersReceived(block: HeaderBlock): void {
    this.responses.share(this.messageBudget, this.stream!);
    const encoding = this.receivedEncoding();
    if (encoding !== null) this.responses.useEncoding(encoding);
    this.responses.giveHeaders(block);
  }

  protected override completed(): void {
    this.responses.giveHeaders(null);
    this.responses.end();
  }

  /** Messages that came before the status are read before it is told. */
  protected override rejected(error: StatusError): void {
    this.responses.refuseHeaders(error);
    this.responses.end(error);
  }

  protected override failed(error: unknown): void {
    this.responses.refuseHeaders(error);
    this.responses.abort(error);
  }
}

type HeadersState =
  | { readonly kind: "awaited" }
  | { readonly kind: "received"; readonly block: HeaderBlock | null }
  | { readonly kind: "refused"; readonly error: unknown };

/** A message stream that knows the headers too. Their promise is made when somebody asks for it. */
export class ReceivedResponses extends MessageStream<unknown> implements ResponseStream<unknown> {
  #state: HeadersState = { kind: "awaited" };
  #promise: Promise<Metadata> | null = null;
  #settle: (() => void) | null = null;

  get headers(): Promise<Metadata> {
    if (this.#promise === null) {
      this.#promise = new Promise((resolve, reject) => {
        this.#settle = () => {
          if (this.#state.kind === "refused") reject(this.#state.error);
          else if (this.#state.kind === "received") {
            resolve(Metadata.fromFields(this.#state.block?.fields ?? []));
          }
        };
      });
      // The iteration tells the same error: who awaits that one need not await this one.
      this.#promise.catch(() => {});
      this.#settle?.();
    }
    return this.#promise;
  }

  /** @param block null when the call has ended in order without headers of their own */
  giveHeaders(block: HeaderBlock | null): void {
    this.#change({ kind: "received", block });
  }

  refuseHeaders(error: unknown): void {
    this.#change({ kind: "refused", error });
  }

  #change(state: HeadersState): void {
    if (this.#state.kind !== "awaited") return;
    this.#state = state;
    this.#settle?.();
  }
}
