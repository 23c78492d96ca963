// A hierarchical timer wheel: arming, moving and disarming a timer cost the same few nanoseconds
// however many are armed, which a deadline on every call needs. Pure: it never asks for the time.
//
// Three levels of 256 slots with ticks of 1 ms, 256 ms and 65,536 ms reach 4.6 hours; a timer
// further away waits in the last slot of the last level and is placed again when that comes round.
//
// Invariant: a timer fires at the first advance() to a time >= its atMs, never earlier. It may be armed and
// disarmed, and the wheel advanced, from within a timer that fires: the wheel stands at one tick until all
// timers of that tick have fired.

const SLOT_BITS = 8;
const SLOTS = 1 << SLOT_BITS;
const SLOT_MASK = SLOTS - 1;
const LEVELS = 3;
const HORIZON_TICKS = 2 ** (SLOT_BITS * LEVELS) - 2 ** (SLOT_BITS * (LEVELS - 1));

/**
 * Something that happens at a time. Extend it and put what the timer belongs to in the subclass; it
 * is a link of a list itself, so arming allocates nothing.
 */
export abstract class Timer {
  /** @internal Neighbours in the slot's ring; null when not armed. */
  declare next: Timer | null;
  /** @internal */
  declare previous: Timer | null;
  /** When it fires, in the clock's milliseconds; meaningless when not armed. */
  declare atMs: number;

  constructor() {
    // Assigned, not declared with a value: V8 defines the fields of a class with many subclasses
    // slowly (0.35 µs for these three on Node 20), and a call with a deadline is such a subclass.
    this.next = null;
    this.previous = null;
    this.atMs = 0;
  }

  /** True from `schedule` until it fires or is cancelled. */
  get isArmed(): boolean {
    return this.next !== null;
  }

  /** False where the process need not live for it; the same as long as it is armed. */
  get isReferenced(): boolean {
    return true;
  }

  /** Called once when the time has come; it may arm this timer again. Must not throw. */
  abstract onTimer(nowMs: number): void;
}

/** The head of a slot's ring; never fires. */
class Slot extends Timer {
  constructor() {
    super();
    this.next = this;
    this.previous = this;
  }

  onTimer(): void {}
}

export class TimerWheel {
  readonly #levels: Slot[][] = [];
  /** The tick up to and including which every timer has fired. */
  #tick: number;
  #count = 0;
  #referencedCount = 0;
  #isAdvancing = false;

  /** @param nowMs the time that the wheel starts at, in milliseconds */
  constructor(nowMs: number) {
    this.#tick = Math.floor(nowMs);
    for (let level = 0; level < LEVELS; level++) {
      this.#levels.push(Array.from({ length: SLOTS }, () => new Slot()));
    }
  }

  /** How many timers are armed. */
  get count(): number {
    return this.#count;
  }

  /** How many of them keep the process alive. */
  get referencedCount(): number {
    return this.#referencedCount;
  }

  /** Arms `timer` for `atMs`; an armed timer is moved, a time already past is the next tick. */
  schedule(timer: Timer, atMs: number): void {
    if (timer.next !== null) this.cancel(timer);
    timer.atMs = atMs;
    this.#count++;
    if (timer.isReferenced) this.#referencedCount++;
    this.#place(timer, this.#tick + 1);
  }

  /** Disarms `timer`; harmless when it is not armed. */
  cancel(timer: Timer): void {
    if (timer.next !== null) this.#disarm(timer);
  }

  /**
   * Fires, in order of their ticks, all timers whose time is `nowMs` or earlier. Called by a timer that
   * fires it does nothing: the call that fired it goes on.
   */
  advance(nowMs: number): void {
    // Turned on beneath a slot that is being fired, the wheel would put timers of its next lap into it.
    if (this.#isAdvancing) return;
    this.#isAdvancing = true;
    try {
      this.#advanceTo(Math.floor(nowMs), nowMs);
    } finally {
      this.#isAdvancing = false;
    }
  }

  /**
   * Milliseconds from `nowMs` until `advance` should next be called: exact within the nearest 256 ms,
   * beyond that at most the time to the next re-placement; Infinity when nothing is armed.
   */
  nextDelayMs(nowMs: number): number {
    if (this.#count === 0) return Infinity;
    const level = this.#levels[0]!;
    let tick = this.#tick + 1;
    // A new lap brings timers down from the level above, so never sleep past it.
    while ((tick & SLOT_MASK) !== 0 && isEmpty(level[tick & SLOT_MASK]!)) tick++;
    return Math.max(0, tick - nowMs);
  }

  #advanceTo(target: number, nowMs: number): void {
    while (this.#tick < target) {
      if (this.#count === 0) {
        this.#tick = target;
        return;
      }
      this.#tick++;
      if ((this.#tick & SLOT_MASK) === 0) this.#cascade(1);
      this.#fire(this.#levels[0]![this.#tick & SLOT_MASK]!, nowMs);
    }
  }

  #place(timer: Timer, earliestTick: number): void {
    const wanted = Math.max(Math.ceil(timer.atMs), earliestTick);
    const at = Math.min(wanted, this.#tick + HORIZON_TICKS);
    let level = 0;
    // A level reaches as far as its own lap from the current tick's slot.
    while (
      level < LEVELS - 1 &&
      Math.floor(at / SLOTS ** level) - Math.floor(this.#tick / SLOTS ** level) >= SLOTS
    ) {
      level++;
    }
    const slot = this.#levels[level]![Math.floor(at / SLOTS ** level) & SLOT_MASK]!;
    timer.next = slot;
    timer.previous = slot.previous;
    slot.previous!.next = timer;
    slot.previous = timer;
  }

  /** Moves the timers of the slot that now begins at `level` down to finer ones. */
  #cascade(level: number): void {
    const index = Math.floor(this.#tick / SLOTS ** level) & SLOT_MASK;
    if (index === 0 && level + 1 < LEVELS) this.#cascade(level + 1);
    const slot = this.#levels[level]![index]!;
    for (let timer = slot.next!; timer !== slot; timer = slot.next!) {
      unlink(timer);
      // Those due at this very tick land in the slot that fires next.
      this.#place(timer, this.#tick);
    }
  }

  /** Fires a slot, into which nothing is placed meanwhile: the lap from here on ends before it. */
  #fire(slot: Slot, nowMs: number): void {
    for (let timer = slot.next!; timer !== slot; timer = slot.next!) {
      this.#disarm(timer);
      timer.onTimer(nowMs);
    }
  }

  #disarm(timer: Timer): void {
    unlink(timer);
    this.#count--;
    if (timer.isReferenced) this.#referencedCount--;
  }
}

function isEmpty(slot: Slot): boolean {
  return slot.next === slot;
}

function unlink(timer: Timer): void {
  timer.previous!.next = timer.next;
  timer.next!.previous = timer.previous;
  timer.next = null;
  timer.previous = null;
}
