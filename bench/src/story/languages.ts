// The same calls across languages, where Python and Go are set up.

import {
  type Command,
  goExample,
  pythonExample,
  runProgram,
  startServer,
  typescriptExample,
  withArgs,
} from "@trunkline/interop";
import { peer } from "@trunkline/scripts/peers";
import { align } from "../report/table.js";
import { onAnyPort, printedBy } from "./calls.js";
import { heading, tell } from "./page.js";

/** A server and a client of two languages. */
interface Pair {
  readonly title: string;
  readonly server: Command;
  readonly client: Command;
  readonly args: readonly string[];
}

function pythonPairs(): Pair[] {
  return [
    {
      title: "Python client, Trunkline server",
      server: typescriptExample("greeter", "server"),
      client: pythonExample("greeter", "client"),
      args: ["Python"],
    },
    {
      title: "Trunkline client, Python server",
      server: pythonExample("greeter", "server"),
      client: typescriptExample("greeter", "client"),
      args: ["TypeScript"],
    },
  ];
}

function goPairs(): Pair[] {
  return [
    {
      title: "Go client, Trunkline server",
      server: typescriptExample("user-stats", "server"),
      client: goExample("user-stats", "client"),
      args: ["7"],
    },
    {
      title: "Trunkline client, Go server",
      server: goExample("user-stats", "server"),
      client: typescriptExample("user-stats", "client"),
      args: ["7"],
    },
  ];
}

export async function crossLanguages(): Promise<void> {
  heading("Across languages");
  const missing: string[] = [];
  const pairs: Pair[] = [];
  for (const [name, list] of [
    ["python", pythonPairs],
    ["go", goPairs],
  ] as const) {
    const { ready, why } = peer(name);
    if (ready) pairs.push(...list());
    else missing.push(`${name} (${why})`);
  }
  const rows: string[][] = [];
  for (const { title, server, client, args } of pairs) {
    await using running = await startServer(onAnyPort(server));
    const result = await runProgram(withArgs(client, running.target, ...args));
    rows.push([title, printedBy(result)]);
  }
  for (const line of align(rows, [])) tell(line);
  if (missing.length > 0) tell(`Left out: ${missing.join(", ")}`);
}
