import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { InputError } from "../errors.js";
import { flagOf, type Option } from "../option.js";
import { searchOptions } from "../search/options.js";
import { loadOptions } from "../theory/options.js";
import { benchmarkCommand } from "./commands/benchmark.js";
import { blockCommand } from "./commands/block.js";
import { boundCommand } from "./commands/bound.js";
import { certifyCommand } from "./commands/certify.js";
import { clusterCommand } from "./commands/cluster.js";
import { compareCommand } from "./commands/compare.js";
import { continueCommand } from "./commands/continue.js";
import { correlatorCommand } from "./commands/correlator.js";
import { discoverCommand } from "./commands/discover.js";
import { evaluateCommand } from "./commands/evaluate.js";
import { exportCommand } from "./commands/export.js";
import { initCommand } from "./commands/init.js";
import { mapCommand } from "./commands/map.js";
import { notebookCommand } from "./commands/notebook.js";
import { plotCommand } from "./commands/plot.js";
import { reportCommand } from "./commands/report.js";
import { runsCommand } from "./commands/runs.js";
import { schemaCommand } from "./commands/schema.js";
import { searchCommand } from "./commands/search.js";
import { theoriesCommand } from "./commands/theories.js";
import { trainCommand } from "./commands/train.js";
import { watchCommand } from "./commands/watch.js";
import { windowCommand } from "./commands/window.js";
import { asWritten } from "./help.js";
import { exitCodes, type Invocation, type Terminal } from "./terminal.js";

/** Runs one command line (without `node` and the program's name) and returns the exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const invocation: Invocation = { terminal, exitCode: exitCodes.done };
  const program = buildProgram(invocation);
  try {
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(asWritten(program, args), { from: "user" });
    return invocation.exitCode;
  } catch (error) {
    return report(error, terminal);
  }
}

function buildProgram(invocation: Invocation): Command {
  const { terminal } = invocation;
  const program = new Command("crossing")
    .description(
      "Conformal bootstrap by truncated crossing equations: finds scaling dimensions and OPE coefficients with error bars.",
    )
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      // Errors come back as exceptions and are printed once, in one line, by `report`.
      writeErr: () => {},
    })
    .configureHelp({ showGlobalOptions: false })
    .helpCommand("help [command]", "what a command does, its options and examples")
    .addHelpText("after", examples)
    .hook("preAction", (_, command) => refuseEmpty(command));
  for (const register of [
    searchCommand,
    discoverCommand,
    compareCommand,
    windowCommand,
    boundCommand,
    exportCommand,
    continueCommand,
    mapCommand,
    certifyCommand,
    correlatorCommand,
    plotCommand,
    reportCommand,
    watchCommand,
    theoriesCommand,
    initCommand,
    evaluateCommand,
    blockCommand,
    benchmarkCommand,
    trainCommand,
    runsCommand,
    clusterCommand,
    notebookCommand,
    schemaCommand,
  ]) {
    register(program, invocation);
  }
  return program;
}

/** No option has a value of nothing: `--out ""` would mean the working directory. */
function refuseEmpty(command: Command): void {
  const empty = (value: unknown) => typeof value === "string" && value.trim() === "";
  for (const option of command.options) {
    const value: unknown = command.getOptionValue(option.attributeName());
    if (!(empty(value) || (Array.isArray(value) && value.some(empty)))) continue;
    throw new InputError({ where: option.long ?? option.flags, found: value, allowed: "must not be empty" });
  }
}

const examples = `
Examples:
  crossing search ising-2d --plot          solve the 2D Ising model, draw its spectrum
  crossing discover ising-3d               which operators there are, not only where
  crossing theories                        what can be solved
  crossing search gff-2d --set delta=0.3   a theory with a parameter
  crossing compare RUN                     beside exact and published values
  crossing COMMAND --help                  options, defaults and more examples

THEORY is a name from \`crossing theories\` or the path of a YAML file.
RUN is a run's id, the beginning of one, or the path of its folder.
Exit codes: 0 done, 1 the work failed, 2 the command line or a file is wrong, 130 interrupted.`;

function report(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.done;
    const missing = error.code === "commander.help";
    terminal.note(
      `crossing: ${missing ? "a subcommand is missing; --help lists them" : oneLine(error.message)}\n`,
    );
    return exitCodes.usage;
  }
  if (error instanceof InputError) {
    terminal.note(`crossing: ${oneLine(asTyped(error).message)}\n`);
    return exitCodes.usage;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.note(`crossing: this is a bug, please report it with the lines below\n${trace}\n`);
  return exitCodes.failed;
}

/** The engine names an option as a program gives it; whoever typed it looks for the flag. */
function asTyped(error: InputError): InputError {
  const flag = flags.get(error.issue.where);
  return flag === undefined ? error : new InputError({ ...error.issue, where: flag });
}

const flags: ReadonlyMap<string, string> = new Map([
  ...Object.entries<Option>({ ...loadOptions, ...searchOptions })
    .filter(([, { typed }]) => typed !== null)
    .map(([name, option]) => [name, flagOf(name, option)] as const),
  ["along", "--along"],
  ["steps", "--steps"],
  ["grid", "--grid"],
]);

function oneLine(message: string): string {
  return message.replace(/^error: /, "").replace(/\s*\n\s*/g, " ");
}

function version(): string {
  return JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version;
}
