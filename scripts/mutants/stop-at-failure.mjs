// A reporter for Node's test runner that ends the process at the first test that fails, and says which.

/** Exit code of a run that a failed test has ended. */
export const FAILED = 3;

export default async function* stopAtFailure(events) {
  for await (const { type, data } of events) {
    const isSuite = data?.details?.type === "suite";
    if (type !== "test:fail" || isSuite || data.todo !== undefined) continue;
    process.stdout.write(`${JSON.stringify({ test: data.name })}\n`, () => process.exit(FAILED));
    yield "";
  }
}
