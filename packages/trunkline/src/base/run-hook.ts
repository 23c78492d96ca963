// A function that a program has given to be told of something.

/**
 * Runs `hook` and hands what it throws, now or later, to `onFailed`: such functions are typed as giving nothing, but
 * an async function fits that type too, and a promise that nobody looks at would end the process.
 */
export function runHook(hook: () => unknown, onFailed: (error: unknown) => void): void {
  try {
    const given = hook() as { then?: unknown } | null | undefined;
    if (typeof given?.then === "function") Promise.resolve(given).catch(onFailed);
  } catch (error) {
    onFailed(error);
  }
}
