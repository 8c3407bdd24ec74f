import { Command } from "commander";

const flags: ReadonlySet<string> = new Set(["--help", "-h"]);

/**
 * A command line whose questions for help are all written in one way: `help runs list` and `runs help list`
 * are `runs list --help`. Commander answers any of them with the help of what it knows, also where a word is
 * misspelt; that is refused here, with the word that was meant.
 *
 * @throws CommanderError for a word that is no command
 */
export function asWritten(program: Command, args: readonly string[]): readonly string[] {
  const words = args.filter((word) => !flags.has(word));
  const asked = words.findIndex((word, k) => word === "help" && k < words.length - 1 && k < 2);
  const isAsked = asked === 0 || (asked === 1 && isGroup(named(program, words[0]!)));
  if (words.length === args.length && !isAsked) return args;
  const path: string[] = [];
  let command: Command | undefined = program;
  for (const word of isAsked ? words.toSpliced(asked, 1) : words) {
    if (!isGroup(command) || word.startsWith("-") || word === "help") break;
    requireKnown(command!, word);
    path.push(word);
    command = named(command!, word);
  }
  return [...path, "--help"];
}

const named = ({ commands }: Command, word: string) => commands.find((each) => each.name() === word);
const isGroup = (command: Command | undefined) => command !== undefined && command.commands.length > 0;

/** @throws CommanderError for a word that is no subcommand, with the one that was meant */
export function requireKnown({ commands }: Command, word: string): void {
  const strict = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  for (const known of commands) strict.command(known.name());
  strict.parse([word], { from: "user" });
}
