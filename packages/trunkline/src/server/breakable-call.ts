// What a test may do to a call that no server does to one: the other half of trunkline/testing's faults.

/** A call that can be ended against all rules. Only calls with interceptors are. */
export interface BreakableCall {
  /** Resets the stream with an HTTP/2 error code. */
  reset(code: number): void;
  /** Ends the response with OK in the midst of its first message. */
  endInMessage(): void;
  /** Drops the connection. */
  loseConnection(): void;
}

export const BreakableCall: { is(call: object): call is BreakableCall } = {
  is: (call): call is BreakableCall => "loseConnection" in call,
};
