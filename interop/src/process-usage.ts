// CPU time (user and system, all threads) and memory of another process, from the operating system's
// accounting.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

// Linux counts in ticks of 10 ms whatever the kernel's own timer (USER_HZ is 100 on every port that
// Node runs on).
const MICROS_PER_TICK = 10_000;

/** CPU time of process `pid` in microseconds, user and system of all threads, or undefined where the system does not tell (no /proc). */
export function cpuTimeMicros(pid: number): number | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, "latin1");
  } catch {
    return undefined;
  }
  // The second field is the program's name in parentheses and may hold spaces; utime and stime are
  // fields 14 and 15 (proc_pid_stat(5)).
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * MICROS_PER_TICK;
}

/**
 * CPU time that all processes of ordinary priority have used and that the host has taken from this machine, in
 * microseconds since it started; undefined where the system does not tell. Niced processes give way.
 */
export function machineTimeMicros(): number | undefined {
  let text: string;
  try {
    text = readFileSync("/proc/stat", "latin1");
  } catch {
    return undefined;
  }
  // user, system and steal of all cores (proc_stat(5)); irq and softirq left out: loopback traffic is counted there.
  const fields = text.slice(0, text.indexOf("\n")).split(/ +/).slice(1).map(Number);
  return (fields[0]! + fields[2]! + fields[7]!) * MICROS_PER_TICK;
}

/** Resident memory of process `pid` in bytes, or undefined when there is no such process. */
export function residentBytes(pid: number): number | undefined {
  try {
    const match = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"));
    if (match !== null) return Number(match[1]) * 1024;
  } catch {
    // No /proc here: ps tells it as well, only more slowly.
  }
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  const kibibytes = Number.parseInt(stdout, 10);
  return Number.isNaN(kibibytes) ? undefined : kibibytes * 1024;
}

/** The most memory that process `pid` has had resident, in bytes; undefined where the system does not tell (no /proc). */
export function peakResidentBytes(pid: number): number | undefined {
  try {
    const match = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"));
    return match === null ? undefined : Number(match[1]) * 1024;
  } catch {
    return undefined;
  }
}
