// Certificates that are renewed while they are in use.
//
//   none yet --prepare()--> loaded --asked again--> the same, or others: told to whoever watches
//                                  --cannot be used--> those before stay, and onError hears of it
//
// Invariant: what is in use has been checked as a whole; new certificates are used for new handshakes alone.

import { type Clock, runHook, Timer } from "../base/index.js";
import { type TlsRules, TlsSettings } from "./tls-settings.js";
import type { TlsSource } from "./tls-source.js";

export class TlsReload {
  readonly #source: TlsSource;
  readonly #rules: TlsRules;
  readonly #refreshMs: number;
  readonly #onError: (error: unknown) => void;
  readonly #watches = new Set<Watch>();
  #settings: TlsSettings | null = null;
  #loading: Promise<boolean> | null = null;
  /** When a client asked last, on the clock; null before the first time. */
  #askedAtMs: number | null = null;

  /** @throws TypeError where what is there at once cannot be used */
  constructor(
    source: TlsSource,
    rules: TlsRules,
    refreshMs: number,
    onError: (error: unknown) => void,
  ) {
    this.#source = source;
    this.#rules = rules;
    this.#refreshMs = refreshMs;
    this.#onError = onError;
    const material = source.readNow();
    if (material !== undefined) this.#settings = new TlsSettings(material, rules);
  }

  /** What is in use. @throws before prepare() */
  get settings(): TlsSettings {
    if (this.#settings === null) throw new Error("The certificates have not been loaded");
    return this.#settings;
  }

  /** Asks anew; one asking at a time. */
  reload(): Promise<boolean> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  /**
   * Sees to it that there is something to connect with. Whoever connects waits only where there is nothing yet or
   * its time is up; where it is merely to be asked for again, that happens beside.
   */
  prepare(clock: Clock): Promise<void> | null {
    const nowMs = clock.nowMs();
    if (this.#settings === null) {
      this.#askedAtMs = nowMs;
      return this.reload().then(() => {});
    }
    // A listener's watch asks for everybody.
    if (this.#refreshMs === Infinity || this.#watches.size > 0) return null;
    this.#askedAtMs ??= nowMs;
    if (nowMs - this.#askedAtMs < this.#refreshMs) return null;
    this.#askedAtMs = nowMs;
    const asking = this.refresh();
    return this.#settings.isInTime() ? null : asking;
  }

  watch(clock: Clock, use: (settings: TlsSettings) => void): { stop(): void } {
    const watch = new Watch(this, clock, this.#refreshMs, use);
    this.#watches.add(watch);
    watch.schedule();
    return {
      stop: () => {
        this.#watches.delete(watch);
        watch.cancel();
      },
    };
  }

  /** Asks anew, and tells what goes wrong to nobody but `onError`. */
  async refresh(): Promise<void> {
    try {
      await this.reload();
    } catch (error) {
      this.#report(error);
    }
  }

  async #load(): Promise<boolean> {
    const settings = await this.#read();
    const before = this.#settings;
    if (before !== null) {
      if (settings.equals(before)) return false;
      assertFit(settings, before);
    }
    this.#settings = settings;
    for (const watch of this.#watches) watch.use(settings);
    return true;
  }

  /** Files may be looked at just when they are replaced, one before the other: then they fit at the second look. */
  async #read(): Promise<TlsSettings> {
    try {
      return new TlsSettings(await this.#source.read(), this.#rules);
    } catch (error) {
      if (this.#settings === null) throw error;
    }
    return new TlsSettings(await this.#source.read(), this.#rules);
  }

  #report(error: unknown): void {
    runHook(
      () => this.#onError(error),
      (thrown) =>
        console.error("trunkline: onError of tls() threw:", thrown, "when it was told of:", error),
    );
  }
}

/** @throws TypeError for what would be worse than what is in use */
function assertFit(settings: TlsSettings, before: TlsSettings): void {
  if (before.certificate !== undefined && settings.certificate === undefined) {
    throw new TypeError("Cannot use new certificates: they lack the key and cert of those before");
  }
  if (!settings.isInTime()) {
    const { validFrom, validTo } = settings.certificate!;
    throw new TypeError(
      `Cannot use a new certificate: it is valid from ${validFrom} to ${validTo} only`,
    );
  }
}

/** A listener that uses the certificates, and the timer by which they are asked for again. */
class Watch extends Timer {
  readonly #reload: TlsReload;
  readonly #clock: Clock;
  readonly #everyMs: number;
  readonly use: (settings: TlsSettings) => void;

  constructor(
    reload: TlsReload,
    clock: Clock,
    everyMs: number,
    use: (settings: TlsSettings) => void,
  ) {
    super();
    this.#reload = reload;
    this.#clock = clock;
    this.#everyMs = everyMs;
    this.use = use;
  }

  schedule(): void {
    if (this.#everyMs !== Infinity) {
      this.#clock.schedule(this, this.#clock.nowMs() + this.#everyMs);
    }
  }

  cancel(): void {
    this.#clock.cancel(this);
  }

  /** The process lives for the listener's socket, not for this. */
  override get isReferenced(): boolean {
    return false;
  }

  override onTimer(): void {
    this.schedule();
    void this.#reload.refresh();
  }
}
