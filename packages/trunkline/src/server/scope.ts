// What all connections and calls of a server share.

import type { Clock } from "../base/index.js";
import type { ResolvedServerOptions } from "./options.js";
import type { ErrorReport } from "./report.js";
import type { Router } from "./router.js";
import type { MutableServerStats } from "./stats.js";

export interface ServerScope {
  readonly clock: Clock;
  readonly options: ResolvedServerOptions;
  readonly router: Router;
  readonly stats: MutableServerStats;
  /** A number from 0 to 1. */
  random(): number;
  /** Hands a fault to whoever runs the server. Does not throw. */
  report(report: ErrorReport): void;
}
