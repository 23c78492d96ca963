// What is expected of the server, seen from the attacker.

import type { Judge } from "./attack.js";
import { type ConnectionRecord, type Outcome, sumCounts } from "./outcome.js";

/**
 * Each connection is ended by the server, with a GOAWAY of this code; the last may be cut short by the clock. Who
 * goes on sending for longer than the server reads on has the socket reset, which may take the GOAWAY with it, but
 * not that of every connection.
 */
export function cutOff(code: string): Judge {
  return ({ connections }) => {
    const ended = connections.filter(({ endedBy }) => endedBy === "server");
    if (ended.length === 0) return `No connection was ended, though ${code} is due`;
    const others = connections.length - ended.length;
    if (others > 1) return `${others} connections were not ended, though ${code} is due`;
    const told = ended.filter(({ goAways, wasReset }) => goAways.length > 0 || !wasReset);
    if (told.length === 0) return `Every socket was reset without GOAWAY, though ${code} is due`;
    const wrong = told.find(({ goAways }) => goAways.at(-1)?.code !== code);
    return wrong === undefined
      ? undefined
      : `A connection ended with ${ending(wrong)}: expected GOAWAY with ${code}`;
  };
}

/** The same for attackers that do not read, and may never see the GOAWAY. */
export function cutOffUnread(code: string): Judge {
  return ({ connections }) => {
    const others = connections.filter(({ endedBy }) => endedBy === "attacker").length;
    if (others > 1 || others === connections.length) {
      return `${others} connections were not ended, though ${code} is due`;
    }
    const wrong = connections.find(
      ({ goAways }) => goAways.length > 0 && goAways.at(-1)?.code !== code,
    );
    return wrong === undefined
      ? undefined
      : `A connection ended with ${ending(wrong)}: expected GOAWAY with ${code}`;
  };
}

/** Each connection is ended by the server, with or without a word. */
export const closed: Judge = ({ connections }) => {
  const others = connections.filter(({ endedBy }) => endedBy === "attacker").length;
  return others === 0 ? undefined : `${others} of ${connections.length} connections were not ended`;
};

/** No connection is ended: what is done is allowed, and has to be borne. */
export const borne: Judge = ({ connections }) => {
  const ended = connections.find(({ endedBy }) => endedBy === "server");
  return ended === undefined
    ? undefined
    : `A connection ended with ${ending(ended)}: expected none`;
};

/** Every answer and every reset is one of these, and there is at least one. */
export function answeredOnly(...wanted: readonly string[]): Judge {
  return ({ connections }) => {
    const answers = {
      ...sumCounts(connections.map((each) => each.answers)),
      ...sumCounts(connections.map((each) => each.resets)),
    };
    const names = Object.keys(answers);
    if (names.length === 0) return `Nothing was answered: expected ${wanted.join(" or ")}`;
    const other = names.find((name) => !wanted.includes(name));
    return other === undefined
      ? undefined
      : `"${other}" was answered ${answers[other]} times: expected ${wanted.join(" or ")}`;
  };
}

/** No handler has begun to work for the attacker. */
export const noHandlerRan: Judge = (_outcome, { mostRunning }) =>
  mostRunning === 0 ? undefined : `${mostRunning} handlers ran at once: expected none`;

/** No more handlers are at work than each connection has streams. */
export const slotsHeld: Judge = ({ connections }, { mostRunning }) => {
  const most = 250 * connections.length;
  return mostRunning <= most
    ? undefined
    : `${mostRunning} handlers ran at once: expected at most ${most}`;
};

/** All of these. */
export function all(...judges: readonly Judge[]): Judge {
  return (outcome, victim) => first(judges, (judge) => judge(outcome, victim));
}

/** One of these. */
export function either(...judges: readonly Judge[]): Judge {
  return (outcome, victim) => {
    const problems = judges.map((judge) => judge(outcome, victim));
    return problems.includes(undefined) ? undefined : problems.join("; or: ");
  };
}

function first(
  judges: readonly Judge[],
  problemOf: (judge: Judge) => string | undefined,
): string | undefined {
  for (const judge of judges) {
    const problem = problemOf(judge);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function ending({ goAways, endedBy }: ConnectionRecord): string {
  const last = goAways.at(-1);
  if (last !== undefined) return `GOAWAY ${last.code} ("${last.text}")`;
  return endedBy === "server" ? "no GOAWAY" : "its attacker's leaving";
}

/** The endings of all connections, counted. */
export function endings({ connections }: Outcome): Record<string, number> {
  return sumCounts(
    connections.map((record) => {
      const last = record.goAways.at(-1);
      if (last !== undefined) return { [last.code]: 1 };
      return { [record.endedBy === "server" ? "closed" : "not ended"]: 1 };
    }),
  );
}
