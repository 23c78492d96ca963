// What a reader of the soak is to do: the argument of its program.

export interface ReaderPlan {
  readonly target: string;
  /** Lines to ask for; 0 for lines without end. */
  readonly lines: number;
  readonly lineBytes: number;
  /** For so long it reads one line a millisecond, afterwards as fast as it can. */
  readonly slowMs: number;
  /** After so many lines it stops reading and stays; 0 for never. */
  readonly stopAfter: number;
  /** After so many lines it leaves the loop; 0 for never. */
  readonly leaveAfter: number;
}
