// Which fields the encoder puts into the dynamic table (RFC 7541 §6.2 to §6.2.3, §7, §7.1).

import { isSecretName } from "./secret-names.js";

/** What is done with the fields of a name. */
export const IndexPolicy = {
  /** Worth an entry once the field comes again. */
  REPEATS: 0,
  /** The value is another each time, so only the name is worth an entry. */
  VARIES: 1,
  /**
   * A secret: a literal that no intermediary may put into a table either, so that its value cannot be
   * guessed by what compresses well (RFC 7541 §7.1.3).
   */
  SECRET: 2,
} as const;
export type IndexPolicy = (typeof IndexPolicy)[keyof typeof IndexPolicy];

const policies: ReadonlyMap<string, IndexPolicy> = new Map<string, IndexPolicy>([
  ["content-length", IndexPolicy.VARIES],
  ["date", IndexPolicy.VARIES],
  ["etag", IndexPolicy.VARIES],
  ["grpc-message", IndexPolicy.VARIES],
  ["grpc-timeout", IndexPolicy.VARIES],
  ["traceparent", IndexPolicy.VARIES],
  ["tracestate", IndexPolicy.VARIES],
  ["x-request-id", IndexPolicy.VARIES],
]);

/** The policy for fields called `name`; binary metadata (`-bin`) mostly holds ids of one call. */
export function indexPolicy(name: string): IndexPolicy {
  const policy = policies.get(name);
  if (policy !== undefined) return policy;
  if (isSecretName(name)) return IndexPolicy.SECRET;
  return name.endsWith("-bin") ? IndexPolicy.VARIES : IndexPolicy.REPEATS;
}
