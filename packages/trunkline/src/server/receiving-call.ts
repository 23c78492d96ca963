// The half of a call that receives: from the bytes of its requests to the run of its handler.
//
//   one request:    whole in one piece, or gathered by a RequestReader --END_STREAM--> run(request)
//   many requests:  run(stream) at once; the handler pulls them out of the stream

import {
  isOneMessage,
  type MessageBudget,
  MessageStream,
  type MessageStreamOwner,
  type StatusError,
} from "../grpc/index.js";
import type { Stream } from "../http2/index.js";
import { CallContext } from "./call-context.js";
import type { Peer } from "./peer.js";
import type { CallPlan } from "./request-plan.js";
import { decodeRequest, RequestReader } from "./request-reader.js";
import type { ServerScope } from "./scope.js";

export abstract class ReceivingCall extends CallContext implements MessageStreamOwner {
  protected readonly scope: ServerScope;
  protected readonly stream: Stream;
  /** The request, where it takes one message and that did not come in one piece. */
  #reader: RequestReader | null = null;
  /** The requests, where it takes a stream. */
  protected requests: MessageStream<unknown> | null = null;
  /** Nothing more can be sent. */
  protected isOver = false;

  constructor(scope: ServerScope, stream: Stream, plan: CallPlan, peer: Peer) {
    super(plan, peer, scope.clock);
    this.scope = scope;
    this.stream = stream;
  }

  /** The request is there: runs the handler, unless the call is over. */
  protected abstract run(request: unknown): void;

  /** For the large messages of all calls on the connection. */
  protected abstract get messageBudget(): MessageBudget;

  /** Gives the slot back when nothing is left to do. */
  protected abstract closeIfDone(): void;

  /** Ends the call with a status other than OK. */
  protected abstract fail(error: StatusError): void;

  /** The header block has come; `endStream` when nothing follows. */
  begin(endStream: boolean): void {
    if (this.plan.route.takesStream) {
      const { input, encoding } = this.plan;
      const { maxReceiveMessageBytes } = this.scope.options;
      this.requests = new MessageStream(input, maxReceiveMessageBytes, this);
      this.requests.share(this.messageBudget, this.stream);
      if (encoding !== null) this.requests.useEncoding(encoding);
      if (endStream) this.requests.end();
      this.run(this.requests);
    } else if (endStream) {
      this.receiveEnd();
    }
  }

  receiveData(chunk: Uint8Array, start: number, end: number, endStream: boolean): void {
    if (this.requests !== null) {
      this.requests.receive(chunk, start, end);
      if (endStream) this.requests.end();
    } else if (this.isOver) {
      this.stream.consume(end - start);
    } else if (endStream && this.#reader === null && isOneMessage(chunk, start, end)) {
      this.#receiveWhole(chunk, start, end);
    } else {
      this.#receivePart(chunk, start, end);
      if (endStream) this.receiveEnd();
    }
  }

  /** The client has sent all it will. */
  receiveEnd(): void {
    if (this.requests !== null) {
      this.requests.end();
      return;
    }
    if (this.isOver) return;
    const reader = this.#openReader();
    if (reader.isInflating) {
      reader.isEnded = true;
      return;
    }
    let request: unknown;
    try {
      request = reader.finish();
    } catch (error) {
      this.fail(error as StatusError);
      return;
    }
    this.run(request);
  }

  /** What is left of a request that nobody will read. */
  protected discardRequest(): void {
    if (this.#reader === null) return;
    this.#reader.discard();
    this.stream.consume(this.#reader.takeCredit());
  }

  /** True while a request is decompressed, be it for nobody. */
  protected get isInflating(): boolean {
    return this.#reader?.isAtWork === true || this.requests?.isAtWork === true;
  }

  // MessageStreamOwner

  defer(task: () => void): void {
    this.clock.defer(task);
  }

  onConsumed(byteCount: number): void {
    this.stream.consume(byteCount);
  }

  onBroken(error: StatusError): void {
    if (!this.isOver) this.fail(error);
  }

  /** The handler wants no more requests; what still comes is dropped, with credit. */
  onReturn(): void {}

  onIdle(): void {
    this.closeIfDone();
  }

  // The request of calls that take one message.

  /** The common case: the whole request in one piece, decoded in place. */
  #receiveWhole(chunk: Uint8Array, start: number, end: number): void {
    const { maxReceiveMessageBytes } = this.scope.options;
    let request: unknown;
    try {
      request = decodeRequest(this.plan.input, chunk, start, end, maxReceiveMessageBytes);
    } catch (error) {
      this.stream.consume(end - start);
      this.fail(error as StatusError);
      return;
    }
    this.stream.consume(end - start);
    this.run(request);
  }

  #receivePart(chunk: Uint8Array, start: number, end: number): void {
    this.#afterReading(this.#openReader().receive(chunk, start, end));
  }

  #afterReading(error: StatusError | undefined): void {
    const credit = this.#reader!.takeCredit();
    if (credit > 0) this.stream.consume(credit);
    if (error !== undefined) this.fail(error);
  }

  #openReader(): RequestReader {
    if (this.#reader !== null) return this.#reader;
    const { input, encoding } = this.plan;
    const { maxReceiveMessageBytes } = this.scope.options;
    const { messageBudget, stream } = this;
    const reader = new RequestReader(
      this.path,
      input,
      maxReceiveMessageBytes,
      messageBudget,
      stream,
    );
    if (encoding !== null) reader.useEncoding(encoding, () => this.#onInflated(reader));
    this.#reader = reader;
    return reader;
  }

  #onInflated(reader: RequestReader): void {
    if (this.isOver) {
      this.closeIfDone();
      return;
    }
    this.#afterReading(reader.read());
    if (reader.isEnded) this.receiveEnd();
  }
}
