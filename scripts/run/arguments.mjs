// The arguments of the commands: flags with numbers, switches, and names. `--help` prints what there is and
// ends the process with exit code 0; a wrong one ends it with a sentence and exit code 2.

/**
 * @param {string[]} args
 * @param {object} known
 * @param {string} known.help What `--help` prints.
 * @param {Record<string, number | undefined>} [known.numbers] With their defaults.
 * @param {string[]} [known.switches]
 * @param {boolean} [known.hasNames] Whether there are arguments that are no flags. Default true.
 */
export function readArguments(args, { help, numbers = {}, switches = [], hasNames = true }) {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(help.trim());
    process.exit(0);
  }
  const values = { ...numbers, ...Object.fromEntries(switches.map((name) => [name, false])) };
  const names = [];
  for (let i = 0; i < args.length; i++) {
    if (!args[i].startsWith("-")) {
      if (!hasNames) wrong(`Cannot use "${args[i]}": expected options only; --help tells them`);
      names.push(args[i]);
      continue;
    }
    const [name, inline] = args[i].slice(2).split("=");
    if (switches.includes(name) && inline === undefined) values[name] = true;
    else if (name in numbers) {
      const text = inline ?? args[++i];
      const number = Number(text);
      if (text === undefined || text === "" || !(number > 0)) {
        wrong(`Cannot set --${name} to "${text ?? ""}": expected a number above 0`);
      }
      values[name] = number;
    } else {
      const all = [
        ...Object.keys(numbers).map((each) => `--${each} N`),
        ...switches.map((s) => `--${s}`),
      ];
      wrong(`There is no option "${args[i]}": there are ${all.join(", ")}, --help`);
    }
  }
  return { ...values, names };
}

/** Ends the process with a sentence. */
export function wrong(message) {
  console.error(message);
  process.exit(2);
}
