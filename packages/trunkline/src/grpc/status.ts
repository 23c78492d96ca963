// The status codes of gRPC and how they are read from `grpc-status` (gRPC-HTTP2 "Responses").

/** How a call ended. */
export const Status = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;
export type Status = (typeof Status)[keyof typeof Status];

const namesByCode: readonly string[] = Object.keys(Status);

/** The name of a status code, `NOT_FOUND`; a number that is no code is named `STATUS_99`. */
export function statusName(code: number): string {
  return namesByCode[code] ?? `STATUS_${code}`;
}

/** True for a whole number from 0 to 16. */
export function isStatus(code: unknown): code is Status {
  return typeof code === "number" && namesByCode[code] !== undefined;
}

const codesByText: ReadonlyMap<string, Status> = new Map(
  Object.values(Status).map((code) => [String(code), code]),
);

/**
 * The code in a `grpc-status` field: decimal without leading zeros. UNKNOWN for anything else, a
 * missing field included, since whatever the peer meant it was not success.
 */
export function parseStatus(text: string | undefined): Status {
  return (text === undefined ? undefined : codesByText.get(text)) ?? Status.UNKNOWN;
}
