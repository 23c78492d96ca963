// Load reports (gRFC A51): with a call in its trailers, and beside the calls in a stream of their own. What is
// reported is what clients of the tests ask for.

import { setTimeout as delay } from "node:timers/promises";
import type { Handlers, ServerCall } from "trunkline";
import { durationToMs } from "trunkline/protobuf";
import type { TestOrcaReport } from "../gen/grpc/testing/test_pb.js";
import {
  OrcaLoadReport,
  type OrcaLoadReportInit,
} from "../gen/xds/data/orca/v3/orca_load_report_pb.js";
import type { OpenRcaService } from "../gen/xds/service/orca/v3/orca_pb.js";

/** The trailer that a call's report comes in. */
export const REPORT_TRAILER = "endpoint-load-metrics-bin";

/** Reports of one stream are at least so far apart: clients of the tests ask for one a second. */
const MIN_INTERVAL_MS = 1_000;

/** The load of the server, as the last call that set it says. */
export class LoadMetrics {
  report: TestOrcaReport | undefined;
  #lastLock: Promise<void> = Promise.resolve();

  /** A call's right to set the report: the next one that wants it waits until it is released. */
  createLock(): { acquire(signal: AbortSignal): Promise<void>; release(): void } {
    let release: (() => void) | undefined;
    return {
      acquire: async (signal) => {
        if (release !== undefined) return;
        const before = this.#lastLock;
        const released = new Promise<void>((resolve) => {
          release = resolve;
        });
        this.#lastLock = before.then(() => released);
        await Promise.race([before, abortionOf(signal)]);
      },
      release: () => release?.(),
    };
  }
}

/** Sends a report with the end of `call`. */
export function reportWithCall(call: ServerCall, report: TestOrcaReport): void {
  call.responseTrailers.set(REPORT_TRAILER, OrcaLoadReport.encode(toLoadReport(report)));
}

/** The service that sends the load of `metrics` again and again: at once, then at the interval asked for. */
export function createOrcaService(metrics: LoadMetrics): Handlers<typeof OpenRcaService> {
  return {
    async *streamCoreMetrics({ reportInterval }, call) {
      const askedMs = reportInterval === undefined ? 0 : durationToMs(reportInterval);
      const intervalMs = Math.max(askedMs, MIN_INTERVAL_MS);
      for (;;) {
        yield toLoadReport(metrics.report);
        await delay(intervalMs, undefined, { signal: call.signal });
      }
    },
  };
}

function toLoadReport(report: TestOrcaReport | undefined): OrcaLoadReportInit {
  if (report === undefined) return {};
  const { cpuUtilization, memoryUtilization: memUtilization, requestCost, utilization } = report;
  return { cpuUtilization, memUtilization, requestCost, utilization };
}

/** Rejects when `signal` is aborted. */
function abortionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
