// A call with one response and interceptors around it: a promise around a promise.

import { runInterceptors } from "../grpc/index.js";
import type { CallOptions } from "./call-options.js";
import type { CallOwner } from "./client-call.js";
import type { ClientInterceptor } from "./client-interceptor.js";
import type { MethodPlan } from "./method-plan.js";
import { OutgoingCall } from "./outgoing-call.js";
import { closeInput, type RequestSource } from "./request-pump.js";
import { startSingleResponseCall } from "./single-response-call.js";

/** Starts a call. Never throws: mistakes reject the promise. */
export function startInterceptedSingleResponse(
  owner: CallOwner,
  plan: MethodPlan,
  request: unknown,
  options: CallOptions | undefined,
  interceptors: readonly ClientInterceptor[],
): Promise<unknown> {
  const takesStream = plan.method.kind === "clientStreaming";
  let hasBegun = false;
  let outgoing: OutgoingCall;

  const begin = async (): Promise<unknown> => {
    if (hasBegun && takesStream) {
      throw new TypeError(
        `Cannot call next() twice on "${plan.method.path}": its requests can be sent once only`,
      );
    }
    hasBegun = true;
    const { requestHooks, replyHooks } = outgoing;
    const shown = takesStream
      ? requestHooks.applyToStream(request as RequestSource<unknown>)
      : requestHooks.apply(request);
    outgoing.beginTry();
    try {
      const reply = await startSingleResponseCall(owner, plan, shown, outgoing.finalOptions());
      return replyHooks.apply(reply);
    } catch (error) {
      throw requestHooks.whatLedTo(error);
    } finally {
      outgoing.endTry();
    }
  };

  const outcome = new Promise<unknown>((resolve, reject) => {
    const given = options ?? {};
    outgoing = new OutgoingCall(plan.method, owner, given, reject);
    runInterceptors(interceptors, outgoing, begin)
      .finally(() => outgoing.stop())
      .then(resolve, reject);
  });
  if (takesStream) {
    const onFailed = (): void => {
      if (!hasBegun) closeInput(request, plan, owner.clock);
    };
    outcome.catch(onFailed);
  }
  return outcome;
}
