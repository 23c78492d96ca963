// Diagnostics of one run, as they are found; bounded, so that hostile input cannot fill memory with them.

import { createDiagnostic, type Diagnostic } from "./diagnostic.js";

/** Collects up to `maxDiagnostics`; what comes after is dropped, and one last diagnostic says so. */
export class DiagnosticCollector {
  readonly #maxDiagnostics: number;
  readonly #collected: Diagnostic[] = [];
  #hasErrors = false;

  constructor(maxDiagnostics: number) {
    this.#maxDiagnostics = maxDiagnostics;
  }

  add(diagnostic: Diagnostic): void {
    if (diagnostic.severity === "error") this.#hasErrors = true;
    if (!this.isFull) this.#collected.push(diagnostic);
  }

  get hasErrors(): boolean {
    return this.#hasErrors;
  }

  /** True when what is added from now on is dropped; checkers may stop early. */
  get isFull(): boolean {
    return this.#collected.length >= this.#maxDiagnostics;
  }

  /** All of them by file in the order of `fileOrder`, then by place. */
  inOrder(fileOrder: readonly string[]): readonly Diagnostic[] {
    const rank = new Map(fileOrder.map((path, index) => [path, index]));
    const rankOf = (d: Diagnostic) => rank.get(d.file) ?? fileOrder.length;
    const sorted = [...this.#collected].sort(
      (a, b) => rankOf(a) - rankOf(b) || (a.span?.start ?? -1) - (b.span?.start ?? -1),
    );
    const last = sorted.at(-1);
    if (this.isFull && last !== undefined) {
      sorted.push(
        createDiagnostic({
          severity: this.#hasErrors ? "error" : "warning",
          ruleId: "too-many-diagnostics",
          message: `only the first ${this.#maxDiagnostics} findings are shown`,
          at: last.file,
        }),
      );
    }
    return sorted;
  }
}
