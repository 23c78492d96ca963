// The same records as JSON and as protobuf.

import { UserResponse, type UserResponseInit } from "@trunkline-examples/user-stats/user";
import { align } from "../report/table.js";
import { count, heading, note, tell } from "./page.js";

const RECORDS = 1_000;
/** gRPC puts five bytes before every message of a stream. */
const PREFIX_BYTES = 5;

export function comparePayloads(): void {
  heading("What goes over the wire");
  const users = Array.from({ length: RECORDS }, (_, index) => user(index + 1));
  const one = row("1 record", [users[0]!], JSON.stringify(users[0]));
  const many = row(`${count(RECORDS)} records`, users, JSON.stringify(users));
  const header = ["", "JSON", "protobuf", "ratio"];
  for (const line of align([header, one, many], [1, 2, 3])) tell(line);
  note("bytes; JSON as one array, protobuf as messages of a stream, their prefixes included");
}

function user(userId: number): Required<Omit<UserResponseInit, "$unknown">> {
  return {
    userId,
    username: `user-${userId}`,
    totalPoints: userId * 100,
    isActive: userId % 2 === 1,
  };
}

function row(title: string, users: readonly UserResponseInit[], json: string): string[] {
  let bytes = 0;
  for (const init of users) bytes += PREFIX_BYTES + UserResponse.encode(init).length;
  const jsonBytes = new TextEncoder().encode(json).length;
  return [title, count(jsonBytes), count(bytes), `${(jsonBytes / bytes).toFixed(1)} ×`];
}
