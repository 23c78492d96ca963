// Objects with some of a message's keys, as programs write them: each place in its own order.

/** A user without address, tags and phone. */
export const partialUser: readonly (readonly [key: string, value: unknown])[] = [
  ["id", 4711],
  ["name", "Kalomi Starens"],
  ["email", "kalomi@example.com"],
  ["age", 41],
  ["active", true],
  ["role", 2],
  ["score", 98.5],
];

/** Six objects of the same content, whose keys come in `orders` different orders. */
export function partialObjects(orders: number): readonly object[] {
  return Array.from({ length: 6 }, (_, index) => {
    const turn = index % orders;
    const keys = [...partialUser.slice(turn), ...partialUser.slice(0, turn)];
    return Object.fromEntries(turn % 2 === 0 ? keys : keys.reverse());
  });
}
