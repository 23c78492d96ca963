// A call with interceptors around its handler. Calls without are a class of their own, and pay nothing.
//
//   waiting --request--> interceptors --innermost next()--> handler at work --through--> interceptors --> outcome
//
// The handler counts as running until the last interceptor is through: until then the call keeps its slot.
// Replies of a stream do not pass through interceptors: the pump asks the handler for them as it always does.

import {
  type MessageHook,
  MessageHooks,
  runInterceptors,
  Status,
  StatusError,
} from "../grpc/index.js";
import type { AnyMethod } from "../protobuf/index.js";
import type { BreakableCall } from "./breakable-call.js";
import { Call } from "./call.js";
import { noReply } from "./errors.js";
import type { ServerInterceptedCall } from "./server-interceptor.js";

/** The prefix of a message of eight octets, and four of them. */
const HALF_MESSAGE = Uint8Array.of(0, 0, 0, 0, 8, 10, 6, 104, 97);

/** How the handler of a stream tells the innermost `next()` that it is through. */
interface Ending {
  resolve(reply?: unknown): void;
  reject(error: unknown): void;
}

export class InterceptedCall extends Call implements ServerInterceptedCall, BreakableCall {
  readonly #requestHooks = new MessageHooks(this.path);
  readonly #replyHooks = new MessageHooks(this.path);
  #hasBegun = false;
  #ending: Ending | null = null;
  /** From the handler's start until it is through, its clean-up included. */
  #isHandlerAtWork = false;
  #areInterceptorsAtWork = false;
  /** A hook threw at a request of a stream: whatever the handler does about it, the call has failed. */
  #hasHookFailed = false;

  get side(): "server" {
    return "server";
  }

  get method(): AnyMethod {
    return this.plan.route.method;
  }

  override limitTime(timeoutMs: number): void {
    if (!this.isOver) super.limitTime(timeoutMs);
  }

  onRequest(hook: MessageHook): void {
    this.#requestHooks.add(hook);
  }

  onReply(hook: MessageHook): void {
    this.#replyHooks.add(hook);
  }

  protected override run(request: unknown): void {
    if (this.isOver) return;
    this.isHandlerRunning = true;
    this.#areInterceptorsAtWork = true;
    const { route } = this.plan;
    runInterceptors(route.interceptors, this, () => this.#runHandler(request)).then(
      (reply) => this.#conclude(() => this.#succeedWith(reply)),
      (error) => this.#conclude(() => this.failHandler(error)),
    );
  }

  /** Shows each reply to the hooks before it goes. */
  override sendReply(reply: unknown): boolean {
    // Nothing follows the request that was refused; what goes later is the interceptors' reply.
    if (this.#hasHookFailed && this.#areInterceptorsAtWork) return false;
    if (this.#replyHooks.isEmpty || this.isOver) return super.sendReply(reply);
    let shown: unknown;
    try {
      shown = this.#replyHooks.apply(reply);
    } catch (error) {
      this.failHandler(error);
      return false;
    }
    return super.sendReply(shown);
  }

  override onFinished(): void {
    this.#ending?.resolve();
  }

  override onFailed(error: unknown): void {
    this.#ending?.reject(error);
  }

  override onSettled(): void {
    // It was stopped in the middle: nothing was told yet.
    this.#ending?.reject(this.#endReason());
    this.#onHandlerThrough();
  }

  // BreakableCall

  reset(code: number): void {
    if (this.isOver) return;
    this.stream.reset(code);
    this.endReset("The call was reset on purpose");
  }

  endInMessage(): void {
    if (this.isOver) return;
    this.sendHeaders();
    this.stream.enqueue(HALF_MESSAGE.slice(), false);
    this.succeed();
  }

  /** What the innermost `next()` does. */
  async #runHandler(request: unknown): Promise<unknown> {
    const { route } = this.plan;
    if (this.#hasBegun) {
      throw new TypeError(`Cannot call next() twice on "${this.path}": the handler has been run`);
    }
    this.#hasBegun = true;
    if (this.isOver) throw this.#endReason();
    const shown = route.takesStream
      ? this.#requestHooks.applyToStream(request as AsyncIterable<unknown>, (error) =>
          this.#onHookFailed(error),
        )
      : this.#requestHooks.apply(request);
    this.#isHandlerAtWork = true;
    if (!route.takesStream && !route.givesStream) return this.#takeReply(shown);
    return new Promise<unknown>((resolve, reject) => {
      this.#ending = { resolve, reject };
      if (route.givesStream) this.#openReplies(shown);
      else this.#takeReply(shown).then(resolve, reject);
    });
  }

  /** Ends `next()` at once: what the handler makes of the error is not the outcome. */
  #onHookFailed(error: unknown): void {
    this.#hasHookFailed = true;
    this.#ending?.reject(error);
  }

  async #takeReply(request: unknown): Promise<unknown> {
    const { route } = this.plan;
    try {
      const reply: unknown = await route.handler!.call(route.self, request, this);
      if (typeof reply === "object" && reply !== null) return reply;
      throw new TypeError(noReply(this.path, reply));
    } finally {
      this.#onHandlerThrough();
    }
  }

  #openReplies(request: unknown): void {
    const { route } = this.plan;
    try {
      this.runPump(route.handler!.call(route.self, request, this));
    } catch (error) {
      this.rejectHandler(error);
    }
  }

  /** The pump could not be started: what the handler gave, if anything, was nothing to iterate over. */
  protected override rejectHandler(error: unknown): void {
    this.#ending?.reject(error);
    this.#onHandlerThrough();
  }

  /** The interceptors are through: the call ends, if it has not ended before. */
  #conclude(end: () => void): void {
    this.#areInterceptorsAtWork = false;
    this.isHandlerRunning = this.#isHandlerAtWork;
    if (!this.isOver) end();
    // An interceptor that did not wait for the handler has ended the call before it.
    if (this.#isHandlerAtWork) this.pump?.stop();
    this.closeIfDone();
  }

  #succeedWith(reply: unknown): void {
    if (this.plan.route.givesStream) this.succeed();
    else this.acceptReply(reply);
  }

  #onHandlerThrough(): void {
    this.#isHandlerAtWork = false;
    this.isHandlerRunning = this.#areInterceptorsAtWork;
    this.closeIfDone();
  }

  protected override closeIfDone(): void {
    if (!this.#areInterceptorsAtWork && !this.#isHandlerAtWork) super.closeIfDone();
  }

  /** Why `next()` rejects after the call's end. */
  #endReason(): StatusError {
    return this.isCancelled
      ? this.cancelReason()
      : new StatusError(Status.CANCELLED, `"${this.path}" ended before its handler`);
  }
}
