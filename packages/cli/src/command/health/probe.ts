// Asks a server once for its health.
//
//   connecting --the server's first word--> asking --reply--> answered
//   connecting --failed, or connectTimeoutMs--> unreachable
//   asking --failed, or rpcTimeoutMs--> failed

import { createChannel, createClient, StatusError, statusName } from "trunkline";
import { Health, HealthCheckResponse_ServingStatus } from "trunkline/health";
import { nameOf } from "trunkline/protobuf";
import { asUsage } from "./as-usage.js";
import type { ProbeSettings } from "./probe-settings.js";

/** What came of it. Times are in milliseconds, as far as it came. */
export type ProbeOutcome =
  | {
      readonly kind: "answered";
      /** `SERVING`, `NOT_SERVING`, … */
      readonly status: string;
      readonly connectMs: number;
      readonly rpcMs: number;
    }
  | { readonly kind: "unreachable"; readonly message: string }
  | {
      readonly kind: "failed";
      /** The code of the call: `NOT_FOUND`. */
      readonly code: string;
      readonly message: string;
      readonly connectMs: number;
    };

/** How often it looks whether the server has said its first word, which no event tells. */
const LOOK_MS = 5;

/** @throws UsageError for a target that cannot be read */
export async function probe(settings: ProbeSettings): Promise<ProbeOutcome> {
  const { target, service, metadata, credentials, userAgent } = settings;
  const channel = asUsage(() => createChannel(target, { credentials, userAgent }));
  const watch = new PhaseWatch(settings, () => channel.stats.hasAnswered);
  try {
    const { signal } = watch;
    const reply = await createClient(Health, channel).check({ service }, { metadata, signal });
    const { connectMs, rpcMs } = watch.end();
    const status = nameOf(HealthCheckResponse_ServingStatus, reply.status) ?? String(reply.status);
    return { kind: "answered", status, connectMs, rpcMs };
  } catch (error) {
    const { isConnected, connectMs } = watch.end();
    const { code, message } = watch.explain(error);
    return isConnected
      ? { kind: "failed", code, message, connectMs }
      : { kind: "unreachable", message };
  } finally {
    await channel.close({ graceMs: 0 });
  }
}

/** Keeps the time of the two phases, and ends the call when one has taken too long. */
class PhaseWatch {
  readonly #settings: ProbeSettings;
  readonly #hasAnswered: () => boolean;
  readonly #abort = new AbortController();
  readonly #startedMs = performance.now();
  readonly #looking: NodeJS.Timeout;
  #timeout: NodeJS.Timeout;
  #connectedMs: number | undefined;
  #expired: { readonly code: string; readonly message: string } | undefined;

  constructor(settings: ProbeSettings, hasAnswered: () => boolean) {
    this.#settings = settings;
    this.#hasAnswered = hasAnswered;
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
    this.#timeout = setTimeout(() => {
      this.#look();
      if (this.#connectedMs === undefined) {
        const time = `${settings.connectTimeoutMs} ms`;
        this.#expire(`Cannot reach "${settings.target}": it did not answer within ${time}`);
      }
    }, settings.connectTimeoutMs);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** The call has come to its end: how long its phases took. */
  end(): { isConnected: boolean; connectMs: number; rpcMs: number } {
    this.#look();
    clearInterval(this.#looking);
    clearTimeout(this.#timeout);
    const nowMs = performance.now();
    const connectedMs = this.#connectedMs ?? nowMs;
    return {
      isConnected: this.#connectedMs !== undefined,
      connectMs: connectedMs - this.#startedMs,
      rpcMs: nowMs - connectedMs,
    };
  }

  /** Why the call failed: what expired here is the cause of its cancellation. */
  explain(error: unknown): { code: string; message: string } {
    if (this.#expired !== undefined) return this.#expired;
    if (!StatusError.is(error)) throw error;
    return { code: statusName(error.code), message: error.message };
  }

  #look(): void {
    if (this.#connectedMs !== undefined || !this.#hasAnswered()) return;
    this.#connectedMs = performance.now();
    clearInterval(this.#looking);
    clearTimeout(this.#timeout);
    const { rpcTimeoutMs, target } = this.#settings;
    this.#timeout = setTimeout(
      () => this.#expire(`"${target}" did not say how it is within ${rpcTimeoutMs} ms`),
      rpcTimeoutMs,
    );
  }

  #expire(message: string): void {
    this.#expired = { code: "DEADLINE_EXCEEDED", message };
    this.#abort.abort();
  }
}
