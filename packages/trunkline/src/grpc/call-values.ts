// Typed values that belong to a call: what one interceptor found out and others, or the handler, need.

/** The key of a value of type `T`; made by `contextKey`. */
export interface ContextKey<T> {
  /** For people. */
  readonly name: string;
  /** What is read where nothing was set. */
  readonly defaultValue: T;
}

/**
 * A key for a value of a call's context. Keys are told apart by what they are, not by their names.
 *
 *     export const user = contextKey<User | undefined>("user", undefined);
 *     call.context.set(user, await findUser(token));   // in an interceptor
 *     call.context.get(user)?.name;                    // in a handler
 */
export function contextKey<T>(name: string, defaultValue: T): ContextKey<T> {
  return Object.freeze({ name, defaultValue });
}

/** The values of one call, by their keys. */
export class CallValues {
  readonly #values = new Map<ContextKey<unknown>, unknown>();

  /** What was set under `key`, or the key's default. */
  get<T>(key: ContextKey<T>): T {
    return this.has(key) ? (this.#values.get(key) as T) : key.defaultValue;
  }

  set<T>(key: ContextKey<T>, value: NoInfer<T>): this {
    this.#values.set(key, value);
    return this;
  }

  has(key: ContextKey<unknown>): boolean {
    return this.#values.has(key);
  }
}
