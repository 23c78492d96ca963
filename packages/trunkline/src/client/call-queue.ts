// Calls that wait for a connection or for a free stream, first come first served. A call is a link of
// the list itself, so that one of many waiting can leave (its deadline, its signal) at no cost.

/** What can wait in a CallQueue. */
export interface Queueable {
  /** @internal Neighbours in the queue's ring; null when not queued. */
  queueNext: Queueable | null;
  /** @internal */
  queuePrevious: Queueable | null;
}

class Head implements Queueable {
  queueNext: Queueable = this;
  queuePrevious: Queueable = this;
}

export class CallQueue<T extends Queueable> {
  readonly #head: Head = new Head();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Puts `item`, which waits in no queue, last. */
  push(item: T): void {
    this.#insert(item, this.#head);
  }

  /** Puts `item` first: it had its turn already and goes back through no fault of its own. */
  unshift(item: T): void {
    this.#insert(item, this.#head.queueNext);
  }

  /** The item that waits longest, still queued. */
  peek(): T | undefined {
    const first = this.#head.queueNext;
    return first === this.#head ? undefined : (first as T);
  }

  /** Takes `item` out; harmless when it is not queued. */
  remove(item: T): void {
    if (item.queueNext === null) return;
    item.queuePrevious!.queueNext = item.queueNext;
    item.queueNext.queuePrevious = item.queuePrevious;
    item.queueNext = null;
    item.queuePrevious = null;
    this.#length--;
  }

  /** Everything queued, first come first; the queue may change while the list is walked. */
  toArray(): T[] {
    const items: T[] = [];
    for (let item: Queueable = this.#head.queueNext; item !== this.#head; item = item.queueNext!) {
      items.push(item as T);
    }
    return items;
  }

  #insert(item: T, before: Queueable): void {
    item.queueNext = before;
    item.queuePrevious = before.queuePrevious;
    before.queuePrevious!.queueNext = item;
    before.queuePrevious = item;
    this.#length++;
  }
}
