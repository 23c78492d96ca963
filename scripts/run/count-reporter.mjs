// A reporter for Node's test runner that prints how many tests passed, failed and were skipped, as JSON, and of
// each file that did not end what it was at. A suite and a file are no tests, unless a file fails without any: then it
// could not even be loaded.

export default async function* countTests(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  /** The tests of each file that have begun and not ended. */
  const running = new Map();
  const hung = [];
  for await (const { type, data } of events) {
    if (type === "test:dequeue") begin(running, data);
    else if (type === "test:complete") end(running, data);
    if (type !== "test:pass" && type !== "test:fail") continue;
    if (type === "test:fail" && isFile(data) && hasTimedOut(data)) {
      hung.push({ file: data.file, tests: running.get(data.file) ?? [] });
    }
    if (data.details?.type === "suite" || isFile(data)) continue;
    if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1;
    else if (type === "test:pass") counts.passed += 1;
    else counts.failed += 1;
  }
  yield JSON.stringify({ ...counts, hung });
}

function begin(running, data) {
  if (data.file === undefined || isFile(data)) return;
  running.set(data.file, [...(running.get(data.file) ?? []), data.name]);
}

function end(running, { file, name }) {
  const names = running.get(file);
  if (names?.includes(name)) names.splice(names.lastIndexOf(name), 1);
}

const hasTimedOut = ({ details }) =>
  [details?.error?.failureType, details?.error?.cause?.failureType].includes("testTimeoutFailure");

/** Node reports a file without tests of its own as a test that is called like the file. */
const isFile = ({ name, file, nesting }) =>
  nesting === 0 && file !== undefined && (name === file || file.endsWith(`/${name}`));
