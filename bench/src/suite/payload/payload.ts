// 50 MB from a service in Go, through one on Node that reads what it hands on, to one in Python: in one
// message, as a stream of the same orders, and as REST/JSON. Each run is of new processes.

import {
  type Command,
  goExample,
  type Program,
  peakResidentBytes,
  pythonExample,
  runProgram,
  startServer,
  typescriptExample,
  withArgs,
} from "@trunkline/interop";
import { peer } from "@trunkline/scripts/peers";
import { isChosen, missingSubjects, present } from "../chosen.js";
import type { Measure, Prepared, Sample, Suite } from "../suite.js";

const MIB = 2 ** 20;
const ORDERS = 40_000;
const ANY_PORT = "127.0.0.1:0";

interface Way {
  readonly name: string;
  readonly missing?: string;
  readonly mode: "batch" | "stream" | "rest";
  readonly gateway: "gateway" | "rest-gateway";
  readonly sink: "server" | "rest_server";
}

const missing = (["go", "python"] as const).map(peer).find(({ ready }) => !ready);
const needed = missing === undefined ? {} : { missing: missing.why };

const ways: readonly Way[] = [
  { name: "trunkline", ...needed, mode: "batch", gateway: "gateway", sink: "server" },
  { name: "trunkline, streamed", ...needed, mode: "stream", gateway: "gateway", sink: "server" },
  { name: "REST/JSON", ...needed, mode: "rest", gateway: "rest-gateway", sink: "rest_server" },
];

/** What the client prints. */
interface ClientReport {
  readonly orders: number;
  readonly total: number;
  readonly bytes: number;
  readonly elapsedMs: number;
  readonly peakBytes: number;
}

/** What all ways have to come to. */
let expectedTotal: number | undefined;

async function run(way: Way): Promise<Sample> {
  const production = (command: Command) => ({
    ...command,
    env: { ...command.env, NODE_ENV: "production" },
  });
  await using sink = await startServer(
    withArgs(pythonExample("batch-gateway", way.sink), ANY_PORT),
  );
  const gatewayCommand = typescriptExample("batch-gateway", way.gateway);
  await using gateway = await startServer(
    production(withArgs(gatewayCommand, sink.target, ANY_PORT)),
  );
  const args = ["-mode", way.mode, "-orders", String(ORDERS), gateway.target];
  const { exitCode, stdout, stderr } = await runProgram(
    withArgs(goExample("batch-gateway", "client"), ...args),
  );
  if (exitCode !== 0) throw new Error(`Cannot measure "${way.name}": ${stderr.trim()}`);
  const report = JSON.parse(stdout) as ClientReport;
  check(way, report);
  return {
    milliseconds: report.elapsedMs,
    stallMs: await stallOf(gateway.program),
    peakBytes: {
      "Go client": report.peakBytes,
      "Node gateway": peakResidentBytes(gateway.program.pid) ?? 0,
      "Python service": peakResidentBytes(sink.program.pid) ?? 0,
    },
  };
}

/** All ways hand over the same orders. */
function check({ name }: Way, { orders, total }: ClientReport): void {
  expectedTotal ??= total;
  const isSame = orders === ORDERS && Math.abs(total - expectedTotal) < expectedTotal * 1e-9;
  if (!isSame) throw new Error(`"${name}" has handed over ${orders} orders of ${total} in all`);
}

async function stallOf(gateway: Program): Promise<number> {
  const isReport = (line: string) => line.startsWith("held up ");
  gateway.signal("SIGUSR2");
  return Number(/\d+/.exec(await gateway.waitForLine(isReport))![0]);
}

function peakMeasure(process: string): Measure {
  return {
    suffix: `, peak memory, ${process}`,
    unit: "MiB",
    isLessBetter: true,
    pick: ({ peakBytes }) => {
      const bytes = peakBytes?.[process] ?? 0;
      return bytes === 0 ? undefined : bytes / MIB;
    },
  };
}

const measures: readonly Measure[] = [
  { suffix: ", time", unit: "ms", isLessBetter: true, pick: (sample) => sample.milliseconds },
  {
    suffix: ", longest stall of Node's event loop",
    unit: "ms",
    isLessBetter: true,
    pick: (sample) => sample.stallMs,
  },
  ...["Go client", "Node gateway", "Python service"].map(peakMeasure),
];

export const payload: Suite = {
  name: "payload",
  title: "50 MB from Go through Node to Python",
  notes:
    `${ORDERS.toLocaleString("en-US")} orders of 20 items each (examples/batch-gateway), 50 MB in protobuf and ` +
    "77 MB in JSON: trunkline is one message, received, decoded, encoded and sent on by a gateway on Node; " +
    "streamed are the same orders one after the other through the same gateway; REST/JSON is one body, " +
    "through node:http with JSON.parse and JSON.stringify, to http.server of Python. Time is that of the Go " +
    "client, from before it encodes to the receipt. Each run is of new processes, on both cores.",
  async prepare(settings): Promise<Prepared> {
    const contestants = present(ways, settings).map((way) => ({
      subject: way.name,
      measure: () => run(way),
    }));
    return {
      cases: [
        {
          name: "one hop on Node",
          measures,
          isColdAlways: true,
          generator: "a Go client",
          contestants,
        },
      ],
      leftOut: missingSubjects(ways.filter((way) => isChosen(way, settings))),
      async [Symbol.asyncDispose]() {},
    };
  },
};
