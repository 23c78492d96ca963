// Functions of the caller that must answer at once, and of which one may be async by mistake.

/** True for a promise, which may then reject without anybody hearing of it. */
export function isSilencedPromise(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (typeof (value as PromiseLike<unknown>).then !== "function") return false;
  Promise.resolve(value).catch(() => {});
  return true;
}

/**
 * Ends the call of whoever asks: a promise is true for `if`, so that what it guards would be open to everybody.
 * @throws TypeError where `answer`, given by the function `name`, is a promise
 */
export function assertAnswered(name: string, answer: unknown): void {
  if (!isSilencedPromise(answer)) return;
  throw new TypeError(`Cannot use what ${name} gave: it is a promise, and is wanted at once`);
}
