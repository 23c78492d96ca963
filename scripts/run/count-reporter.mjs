// A reporter for Node's test runner that prints how many tests passed, failed and were skipped, as JSON.
// A suite and a file are no tests, unless a file fails without any: then it could not even be loaded.

export default async function* countTests(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    if (data.details?.type === "suite" || isFile(data)) continue;
    if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1;
    else if (type === "test:pass") counts.passed += 1;
    else counts.failed += 1;
  }
  yield JSON.stringify(counts);
}

/** Node reports a file without tests of its own as a test that is called like the file. */
const isFile = ({ name, file, nesting }) =>
  nesting === 0 && file !== undefined && (name === file || file.endsWith(`/${name}`));
