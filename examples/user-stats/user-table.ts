// Stands for a database: every user with a positive id is in it.

import type { UserResponseInit } from "./gen/user_pb.js";

/** The user's stats, or undefined where there is no such user. */
export function queryUser(userId: number): UserResponseInit | undefined {
  if (userId <= 0) return undefined;
  return {
    userId,
    username: `user-${userId}`,
    totalPoints: userId * 100,
    isActive: userId % 2 === 1,
  };
}

/** A query that never ends by itself, only when `signal` tells that nobody waits for it any more. */
export function slowQuery(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const cancel = () => {
      console.log(`query cancelled: ${signal.reason.message}`);
      reject(signal.reason);
    };
    if (signal.aborted) cancel();
    else signal.addEventListener("abort", cancel, { once: true });
  });
}
