import { type Command, Option } from "commander";
import { flagOf, type Option as Registered } from "../option.js";
import { searchOptions } from "../search/options.js";
import { loadOptions } from "../theory/options.js";
import { runOptions } from "./search-options.js";

export { realNumber, wholeNumber } from "../option.js";
export type { Budget } from "../search/budget.js";
export type { LoadOptions as TheoryOptions, Settings } from "../theory/options.js";

/** An option of the command line, made from its registration. @param help in place of the registered one */
export function commandOption(name: string, option: Registered, help = helpOf(option)): Option {
  const { typed } = option;
  if (typed === null) throw new Error(`${name} cannot be typed`);
  const flag = flagOf(name, option);
  const made = new Option(typed.argument === "" ? flag : `${flag} ${typed.argument}`, help);
  if (typed.choices !== undefined) made.choices(typed.choices);
  const { read } = typed;
  if (read !== undefined)
    made.argParser((text: string, previous: unknown) => read.call(typed, text, flag, previous));
  return made;
}

/** What the help says of an option, with what holds where it is left out. */
function helpOf({ help, default: value, otherwise }: Registered): string {
  const absent = otherwise ?? (typeof value === "boolean" ? undefined : value);
  return absent === undefined ? help : `${help} (default: ${absent})`;
}

/** Gives a command the registered options of these names, all by default. */
export function addOptions<Name extends string>(
  command: Command,
  options: Readonly<Record<Name, Registered>>,
  names: readonly Name[] = typedNames(options),
): Command {
  for (const name of names) command.addOption(commandOption(name, options[name]));
  return command;
}

function typedNames<Name extends string>(options: Readonly<Record<Name, Registered>>): Name[] {
  return (Object.keys(options) as Name[]).filter((name) => options[name].typed !== null);
}

/** An option of the search that another command has too, about which that command says this. */
export function searchOption(name: keyof typeof searchOptions, help?: string): Option {
  return commandOption(name, searchOptions[name], help);
}

/** `--set`, `--preset` and `--free`: which theory exactly. */
export const theoryOptions = (command: Command) =>
  addOptions(command, loadOptions, ["set", "preset", "free"]);

export const setOption = () => commandOption("set", loadOptions.set);
export const jsonOption = () => commandOption("json", runOptions.json);
export const quietOption = () => commandOption("quiet", runOptions.quiet);

/** `--out`, with its default filled in. */
export function outOption(help = runOptions.out.help, folder = runOptions.out.default): Option {
  return commandOption("out", runOptions.out, help).default(folder);
}
