// The same call on three servers, measured here and now.

import { caseTable } from "../report/table.js";
import { runCase } from "../run/run-case.js";
import { quick, type Settings } from "../run/settings.js";
import { unary } from "../suite/unary/unary.js";
import { heading, note, tell } from "./page.js";

const CASE = "server, 400 in flight";
const settings: Settings = { ...quick, subjects: ["trunkline", "grpc-js", "node:http"] };

export async function measureSpeed(): Promise<void> {
  heading("Calls per second, one core a server");
  await using prepared = await unary.prepare(settings);
  const chosen = prepared.cases.find(({ name }) => name === CASE);
  if (chosen === undefined) throw new Error(`There is no case "${CASE}"`);
  const results = await runCase(unary.name, chosen, settings, () => {});
  const perSecond = results.filter((result) => result.case === CASE);
  for (const line of caseTable(perSecond).slice(1)) tell(line.trim());
  note("REST/JSON is node:http; npm run bench -- unary measures longer and more");
}
