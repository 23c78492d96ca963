// Cases about load reports: that of a call in its trailers, and those of the server in a stream beside the calls.
// Where other languages' clients have a load balancer read them, ours reads them itself.

import { isDeepStrictEqual } from "node:util";
import {
  createClient,
  type Metadata,
  outbox,
  type ResponseStream,
  Status,
  StatusError,
} from "trunkline";
import type {
  StreamingOutputCallRequestInit,
  TestOrcaReportInit,
} from "../gen/grpc/testing/test_pb.js";
import {
  OrcaLoadReport,
  type OrcaLoadReportInit,
} from "../gen/xds/data/orca/v3/orca_load_report_pb.js";
import { OpenRcaService } from "../gen/xds/service/orca/v3/orca_pb.js";
import { type Case, nextOf } from "./case.js";
import { REPORT_TRAILER } from "./orca-service.js";

const REPORT_WAIT_MS = 30_000;

const orcaPerRpc: Case = async ({ client }) => {
  let trailers: Metadata | undefined;
  const load = {
    cpuUtilization: 0.821,
    memoryUtilization: 0.5847,
    requestCost: { cost: 3456.32 },
    utilization: { util: 0.30499 },
  };
  await client.unaryCall(
    { orcaPerQueryReport: load },
    {
      onTrailers: (received) => {
        trailers = received;
      },
    },
  );
  const bytes = trailers?.get(REPORT_TRAILER);
  if (bytes === undefined) throw new Error(`There is no trailer "${REPORT_TRAILER}"`);
  const report = OrcaLoadReport.decode(bytes);
  if (!isReportOf(report, load)) throw new Error(`The report is another one: ${show(report)}`);
};

const orcaOob: Case = async ({ client, channel }) => {
  const reports = createClient(OpenRcaService, channel).streamCoreMetrics(
    { reportInterval: { seconds: 1n } },
    { timeoutMs: REPORT_WAIT_MS },
  );
  const requests = outbox<StreamingOutputCallRequestInit>();
  const responses = client.fullDuplexCall(requests);
  for (const load of [
    { cpuUtilization: 0.821, memoryUtilization: 0.5847, utilization: { util: 0.30499 } },
    { cpuUtilization: 0.29309, memoryUtilization: 0.2, utilization: { util: 0.2039 } },
  ]) {
    await requests.write({ orcaOobReport: load, responseParameters: [{ size: 1 }] });
    await nextOf(responses);
    await waitForReport(reports, load);
  }
  requests.end();
  await responses.return();
  await reports.return();
};

async function waitForReport(
  reports: ResponseStream<OrcaLoadReport>,
  load: TestOrcaReportInit,
): Promise<void> {
  let last: OrcaLoadReport | undefined;
  try {
    do last = await nextOf(reports);
    while (!isReportOf(last, load));
  } catch (error) {
    if (!StatusError.is(error) || error.code !== Status.DEADLINE_EXCEEDED) throw error;
    throw new Error(`The report wanted never came, the last was ${last && show(last)}`);
  }
}

function isReportOf(report: OrcaLoadReport, load: TestOrcaReportInit): boolean {
  const { cpuUtilization, memoryUtilization, requestCost = {}, utilization = {} } = load;
  const expected: OrcaLoadReportInit = {
    cpuUtilization,
    memUtilization: memoryUtilization,
    requestCost,
    utilization,
  };
  return isDeepStrictEqual(report, OrcaLoadReport.create(expected));
}

function show(report: OrcaLoadReport): string {
  return JSON.stringify(report, (_, value) => (value instanceof Map ? [...value] : value));
}

export const orcaCases: Readonly<Record<string, Case>> = {
  orca_per_rpc: orcaPerRpc,
  orca_oob: orcaOob,
};
