// A program to run, as data: what it is, and how it is started.

/** A program with its arguments. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** A program for Node: `script` is a path. Node's own options go into `nodeArgs`. */
export function nodeCommand(
  script: string,
  args: readonly string[] = [],
  nodeArgs: readonly string[] = [],
): Command {
  return { file: process.execPath, args: [...nodeArgs, script, ...args] };
}

/** `command` with more arguments at its end. */
export function withArgs(command: Command, ...args: readonly string[]): Command {
  return { ...command, args: [...command.args, ...args] };
}
