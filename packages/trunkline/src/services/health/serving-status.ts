// The statuses that a program may give its services, and their numbers on the wire.

import { HealthCheckResponse_ServingStatus as Numbers } from "../../proto/index.js";

/** How a service is doing: `UNKNOWN` is for one that has not found out yet. */
export type ServingStatus = "SERVING" | "NOT_SERVING" | "UNKNOWN";

const statuses: readonly string[] = ["SERVING", "NOT_SERVING", "UNKNOWN"] satisfies ServingStatus[];

/** @throws RangeError for anything but one of the three */
export function assertServingStatus(service: string, status: unknown): void {
  if (statuses.includes(status as string)) return;
  throw new RangeError(
    `Cannot set the status of ${JSON.stringify(service)} to ${JSON.stringify(status)}: expected "SERVING", "NOT_SERVING" or "UNKNOWN"`,
  );
}

/** As the wire has it; of no status, what Watch says of a service that is not there. */
export function toNumber(status: ServingStatus | undefined): Numbers {
  return Numbers[status ?? "SERVICE_UNKNOWN"];
}
