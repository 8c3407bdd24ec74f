import type { RunDocument } from "../archive/run-document.js";
import type { Along } from "../search/continuation.js";
import type { SearchOptions } from "../search/options.js";
import type { ContinuationMark } from "./continuation.js";

type Stored = Pick<RunDocument, "theory" | "options" | "seed" | "stream">;

/** Where the command line reads a start from, in `searchCommand`. */
export const startFile = "start.json";

/** Options that take one word on the command line, by their names in a run. */
const words = [
  ["optimiser", "--optimiser"],
  ["polish", "--polish"],
  ["sac", "--sac"],
  ["form", "--form"],
  ["backend", "--backend"],
  ["objective", "--objective"],
  ["strategy", "--strategy"],
  ["points", "--points"],
  ["rungs", "--rungs"],
] as const;

/**
 * The `crossing search` that makes the runs of consecutive streams again, first to last.
 * Data that a run started from stand in the run, not in a file: the command reads them from `start.json`.
 */
export function searchCommand(run: Stored, runs = 1): string {
  const options = run.options as unknown as SearchOptions;
  const streams = [
    ...(run.stream === 0 ? [] : ["--stream", run.stream]),
    ...(runs === 1 ? [] : ["--runs", runs]),
  ];
  const start = options.start === undefined ? [] : ["--start", startFile];
  return line([
    "crossing",
    "search",
    ...theoryWords(run),
    ...methodWords(options),
    ...["--seed", run.seed],
    ...start,
    ...streams,
  ]);
}

/** The `crossing continue` that makes a continuation again, from its first step; null where the run does not tell its path. */
export function continueCommand(run: Stored, { along, parameter, steps }: ContinuationMark): string | null {
  if (along === undefined) return null;
  const { strategy: _, start, ...options } = run.options as unknown as SearchOptions;
  const { [parameter]: __, ...set } = run.theory.set;
  return line([
    "crossing",
    "continue",
    ...theoryWords({ theory: { ...run.theory, set } }),
    ...["--along", along, "--steps", steps],
    ...methodWords(options),
    ...["--seed", run.seed],
    ...(start === undefined ? [] : ["--start", startFile]),
  ]);
}

/** A path as `--along` takes it. */
export function alongText({ parameter, from, to, spacing }: Along): string {
  const shape = {
    linear: "",
    log: ":log",
    power: spacing.kind === "power" ? `:power:${spacing.exponent}` : "",
  };
  return `${parameter}=${from}..${to}${shape[spacing.kind]}`;
}

type Word = string | number;

function theoryWords({ theory }: Pick<Stored, "theory">): Word[] {
  const settings = Object.entries(theory.set).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
  return [
    theory.reference,
    ...settings,
    ...(theory.preset === null ? [] : ["--preset", theory.preset]),
    ...(theory.free ? ["--free"] : []),
  ];
}

/** How a run was told to search, as the command line takes it, and what of it only a program can say. */
export function methodText(run: Pick<Stored, "options">): string {
  const options = run.options as unknown as SearchOptions;
  const { sacOptions } = options;
  const rest = sacOptions === undefined ? [] : [`sacOptions ${JSON.stringify(sacOptions)}`];
  return [line(methodWords(options)), ...rest].filter((part) => part !== "").join(" ");
}

function methodWords(options: SearchOptions): Word[] {
  const given = words.flatMap(([name, flag]) => (options[name] === undefined ? [] : [flag, options[name]]));
  const { evaluations, seconds } = options.budget ?? {};
  const budget = [
    ...(seconds === undefined ? [] : [`${seconds}s`]),
    ...(evaluations === undefined ? [] : [`${evaluations}e`]),
  ];
  return [
    ...given,
    ...(options.unknown?.length ? ["--unknown", ...options.unknown] : []),
    ...(options.fastMath ? ["--fast-math"] : []),
    ...(budget.length === 0 ? [] : ["--budget", budget.join(",")]),
  ];
}

/** Words for a POSIX shell. */
function line(parts: readonly Word[]): string {
  return parts.map((part) => shellWord(String(part))).join(" ");
}

/** A word as a POSIX shell takes it, quoted where it must be. */
export function shellWord(word: string): string {
  return /^[\w./:=,+@%-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
