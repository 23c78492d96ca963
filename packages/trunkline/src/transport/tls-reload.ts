// Certificates that are renewed while they are in use.
//
//   none yet --prepare()--> loaded --asked again--> the same, or others: told to whoever watches
//                                  --cannot be used--> those before stay, and onError hears of it
//
// Asked again after refreshMs while all is well. After a failure, or while what is in use is out of its time, after
// 1 s, 2 s, 4 s and so on, up to refreshMs.
//
// Invariants: what is in use has been checked as a whole; new certificates are used for new handshakes alone; an
// asking ends, whatever the source does.

import { type Clock, runHook, Timer } from "../base/index.js";
import { eventLoop } from "./event-loop.js";
import { TlsError } from "./tls-errors.js";
import { type TlsRules, TlsSettings } from "./tls-settings.js";
import type { TlsSource } from "./tls-source.js";

/** A source that has given nothing by then is not waited for any more. */
const LOAD_LIMIT_MS = 30_000;

const FIRST_RETRY_MS = 1_000;

export class TlsReload {
  readonly #source: TlsSource;
  readonly #rules: TlsRules;
  readonly #refreshMs: number;
  readonly #onError: (error: unknown) => void;
  readonly #watches = new Set<Watch>();
  #settings: TlsSettings | null = null;
  #loading: Promise<boolean> | null = null;
  #refreshing: Promise<void> | null = null;
  /** That of the connections; reload() may come before there is any. */
  #clock: Clock = eventLoop;
  /** When it is to be asked again, on the clock; null before the first time. */
  #dueMs: number | null = null;
  /** The pause after the last failure; 0 while all is well. */
  #retryMs = 0;

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
    this.#loading ??= this.#load().then(
      (isNew) => {
        this.#loaded(this.settings.isInTime());
        return isNew;
      },
      (error) => {
        this.#loaded(false);
        throw error;
      },
    );
    return this.#loading;
  }

  /**
   * Sees to it that there is something to connect with. Whoever connects waits only where there is nothing yet, or
   * where its time is up and it is being asked for; otherwise that happens beside.
   */
  prepare(clock: Clock): Promise<void> | null {
    this.#useClock(clock);
    if (this.#settings === null) return this.reload().then(() => {});
    if (this.#refreshMs === Infinity) return null;
    const nowMs = clock.nowMs();
    this.#dueMs ??= nowMs + this.#delayMs();
    const isAskedFor = this.#retryMs === 0 || this.#loading !== null;
    const isExpired = !this.#settings.isInTime();
    if (nowMs >= this.#dueMs || (isExpired && isAskedFor)) void this.refresh();
    return isExpired ? this.#refreshing : null;
  }

  watch(clock: Clock, use: (settings: TlsSettings) => void): { stop(): void } {
    this.#useClock(clock);
    const watch = new Watch(this, clock, use);
    this.#watches.add(watch);
    if (this.#refreshMs !== Infinity) {
      this.#dueMs ??= clock.nowMs() + this.#delayMs();
      watch.schedule(this.#dueMs);
    }
    return {
      stop: () => {
        this.#watches.delete(watch);
        watch.cancel();
      },
    };
  }

  /** Asks anew, and tells what goes wrong to nobody but `onError`. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.reload()
      .then(
        () => {},
        (error) => this.#report(error),
      )
      .finally(() => {
        this.#refreshing = null;
      });
    return this.#refreshing;
  }

  async #load(): Promise<boolean> {
    const settings = await withinLimit(this.#read(), this.#clock);
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

  /** An asking has ended; decides when the next is due. */
  #loaded(isGood: boolean): void {
    this.#loading = null;
    this.#retryMs = isGood ? 0 : Math.min(this.#retryMs * 2 || FIRST_RETRY_MS, this.#refreshMs);
    if (this.#refreshMs === Infinity) return;
    this.#dueMs = this.#clock.nowMs() + (isGood ? this.#delayMs() : this.#retryMs);
    for (const watch of this.#watches) watch.schedule(this.#dueMs);
  }

  #useClock(clock: Clock): void {
    if (clock === this.#clock) return;
    this.#clock = clock;
    this.#dueMs = null;
  }

  /** Until it is asked again while all is well: no longer than the certificate lasts. */
  #delayMs(): number {
    const leftMs = this.#settings?.msLeft() ?? Infinity;
    return Math.min(this.#refreshMs, Math.max(leftMs + 1, FIRST_RETRY_MS));
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
  if (before.contextOptions.ca !== undefined && settings.contextOptions.ca === undefined) {
    throw new TypeError(
      "Cannot use new certificates: they lack the ca of those before, and every public authority would be trusted",
    );
  }
  if (!settings.isInTime()) {
    const { validFrom, validTo } = settings.certificate!;
    throw new TypeError(
      `Cannot use a new certificate: it is valid from ${validFrom} to ${validTo} only`,
    );
  }
}

/** What `work` gives; rejects when that takes too long, and what it gives after that is nobody's. */
async function withinLimit<T>(work: Promise<T>, clock: Clock): Promise<T> {
  let timer: LoadTimer | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = new LoadTimer(reject);
    clock.schedule(timer, clock.nowMs() + LOAD_LIMIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clock.cancel(timer!);
  }
}

class LoadTimer extends Timer {
  readonly #reject: (error: Error) => void;

  constructor(reject: (error: Error) => void) {
    super();
    this.#reject = reject;
  }

  /** The process lives for whoever waits for the certificates, not for this. */
  override get isReferenced(): boolean {
    return false;
  }

  override onTimer(): void {
    this.#reject(
      new TlsError(
        `tls({ files }) or tls({ load }) gave no certificates within ${LOAD_LIMIT_MS / 1_000} s`,
        "does what it asks answer?",
      ),
    );
  }
}

/** A listener that uses the certificates, and the timer by which they are asked for again. */
class Watch extends Timer {
  readonly #reload: TlsReload;
  readonly #clock: Clock;
  readonly use: (settings: TlsSettings) => void;

  constructor(reload: TlsReload, clock: Clock, use: (settings: TlsSettings) => void) {
    super();
    this.#reload = reload;
    this.#clock = clock;
    this.use = use;
  }

  schedule(atMs: number): void {
    this.#clock.schedule(this, atMs);
  }

  cancel(): void {
    this.#clock.cancel(this);
  }

  /** The process lives for the listener's socket, not for this. */
  override get isReferenced(): boolean {
    return false;
  }

  /** What comes of it decides when the next time is. */
  override onTimer(): void {
    void this.#reload.refresh();
  }
}
