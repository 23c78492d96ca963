// The arguments of the commands: flags with numbers, switches, and names. A wrong one ends the process
// with a sentence and exit code 2.

/**
 * @param {string[]} args
 * @param {{ numbers?: Record<string, number>, switches?: string[] }} known Numbers with their defaults.
 */
export function readArguments(args, { numbers = {}, switches = [] }) {
  const values = { ...numbers, ...Object.fromEntries(switches.map((name) => [name, false])) };
  const names = [];
  for (let i = 0; i < args.length; i++) {
    if (!args[i].startsWith("--")) {
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
      wrong(`There is no option "${args[i]}": there are ${all.join(", ")}`);
    }
  }
  return { ...values, names };
}

function wrong(message) {
  console.error(message);
  process.exit(2);
}
