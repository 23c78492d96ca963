// A call with a stream of responses and interceptors around it.
//
//   waiting --innermost next()--> started --status, failure--> ended --interceptors through--> told
//
// The stream is there from the start, for whoever made the call to read; messages go straight into it. What
// passes through the interceptors is the end of the call: it is told to the reader when they are through.

import { type MessageHooks, runInterceptors, type StatusError } from "../grpc/index.js";
import { cancelledByConsumer } from "./call-errors.js";
import type { CallOptions } from "./call-options.js";
import type { CallOwner } from "./client-call.js";
import type { ClientInterceptor } from "./client-interceptor.js";
import type { MethodPlan } from "./method-plan.js";
import { OutgoingCall } from "./outgoing-call.js";
import { closeInput, type RequestSource } from "./request-pump.js";
import { ReceivedResponses, type ResponseStream, ResponseStreamCall } from "./response-stream.js";

/** Starts a call. Never throws: mistakes reject the first `next()`. */
export function startInterceptedStream(
  owner: CallOwner,
  plan: MethodPlan,
  request: unknown,
  options: CallOptions | undefined,
  interceptors: readonly ClientInterceptor[],
): ResponseStream<unknown> {
  const call = new InterceptedStreamCall(owner, plan, request, undefined);
  call.intercept(interceptors, options ?? {});
  return call.responses;
}

type Result = IteratorResult<unknown, undefined>;

/** How the call tells the innermost `next()` of its end. */
interface Ending {
  resolve(): void;
  reject(error: unknown): void;
}

class InterceptedStreamCall extends ResponseStreamCall {
  #outgoing: OutgoingCall | null = null;
  /** There once the call has been started. */
  #ending: Ending | null = null;
  /** It did not end with the server's status: messages that were not read are dropped. */
  #wasCutShort = false;
  /** What is told from now on is the outcome. */
  #isConcluded = false;
  /** An interceptor ended the call, and well. */
  #endsWell = false;

  intercept(interceptors: readonly ClientInterceptor[], options: CallOptions): void {
    const { method } = this.plan;
    let outgoing: OutgoingCall;
    try {
      outgoing = new OutgoingCall(method, this.owner, options, (error) => this.fail(error));
    } catch (error) {
      this.fail(error);
      return;
    }
    this.#outgoing = outgoing;
    runInterceptors(interceptors, outgoing, () => this.#goOn(outgoing)).then(
      () => this.#conclude(true, undefined),
      (error) => this.#conclude(false, error),
    );
  }

  protected override createResponses(): HookedResponses {
    return new HookedResponses(this.plan.output, this.plan.maxReceiveBytes, this);
  }

  /** What the innermost `next()` does. */
  async #goOn(outgoing: OutgoingCall): Promise<unknown> {
    if (this.#ending !== null) {
      throw new TypeError(`Cannot call next() twice on "${this.path}": the call has been started`);
    }
    if (this.isDone) throw cancelledByConsumer(this);
    const { requestHooks, replyHooks } = outgoing;
    this.request =
      this.plan.method.kind === "bidiStreaming"
        ? requestHooks.applyToStream(this.request as RequestSource<unknown>)
        : requestHooks.apply(this.request);
    this.options = outgoing.finalOptions();
    (this.responses as HookedResponses).begin(replyHooks, (error) => this.#failByHook(error));
    outgoing.stop();
    return new Promise<void>((resolve, reject) => {
      this.#ending = { resolve, reject };
      this.start();
    });
  }

  protected override completed(): void {
    if (this.#isConcluded) super.completed();
    else this.#ending!.resolve();
  }

  protected override rejected(error: StatusError): void {
    if (this.#isConcluded) super.rejected(error);
    else this.#ending!.reject(error);
  }

  protected override failed(error: unknown): void {
    if (this.#endsWell) {
      super.completed();
    } else if (this.#isConcluded) {
      super.failed(error);
    } else if (this.#ending !== null) {
      this.#wasCutShort = true;
      this.#ending.reject(this.#outgoing?.requestHooks.whatLedTo(error));
    } else {
      // Nobody waits for interceptors that still wait for something themselves.
      this.#isConcluded = true;
      this.#outgoing?.cancel(error);
      if (this.plan.method.kind === "bidiStreaming") {
        closeInput(this.request, this.plan, this.owner.clock);
      }
      super.failed(error);
    }
  }

  /** False when the call has ended already, and its outcome can be another no more. */
  #failByHook(error: unknown): boolean {
    if (this.isDone) return false;
    this.fail(error);
    return true;
  }

  #conclude(isWell: boolean, error: unknown): void {
    if (this.#isConcluded) return;
    if (!this.isDone) {
      // An interceptor has ended the call before its end.
      if (this.#ending !== null) this.#isConcluded = true;
      this.#endsWell = isWell;
      this.fail(isWell ? cancelledByConsumer(this) : error);
      return;
    }
    this.#isConcluded = true;
    if (isWell) super.completed();
    else if (this.#wasCutShort) super.failed(error);
    else super.rejected(error as StatusError);
  }
}

/** Responses that hooks may want to see, which is known when the call is started. */
class HookedResponses extends ReceivedResponses {
  #hooks: MessageHooks | null = null;
  #endByHook: ((error: unknown) => boolean) | null = null;
  /** A hook threw: what else came is dropped, and the call's end is what is told next. */
  #hasHookFailed = false;

  /** @param endByHook ends the call with what a hook threw; false when it has ended already */
  begin(hooks: MessageHooks, endByHook: (error: unknown) => boolean): void {
    this.#hooks = hooks;
    this.#endByHook = endByHook;
  }

  override next(): Promise<Result> {
    const result = super.next();
    if (this.#hooks?.isEmpty === true) return result;
    return result.then((given) => this.#show(given));
  }

  #show(given: Result): Result | Promise<Result> {
    if (given.done === true || this.#hooks === null) return given;
    if (this.#hasHookFailed) return this.next();
    try {
      return { done: false, value: this.#hooks.apply(given.value) };
    } catch (error) {
      this.#hasHookFailed = true;
      // The outcome goes through the interceptors, and is told when they are through.
      if (this.#endByHook!(error)) return this.next();
      this.abort(undefined);
      throw error;
    }
  }
}
