import type { RunDocument } from "../archive/run-document.js";
import { optionWords } from "../option.js";
import type { Along } from "../search/continuation.js";
import { type SearchOptions, searchOptions } from "../search/options.js";
import { loadOptions } from "../theory/options.js";
import type { ContinuationMark } from "./continuation.js";

type Stored = Pick<RunDocument, "theory" | "options" | "seed" | "stream">;

/**
 * The `crossing search` that makes the runs of consecutive streams again, first to last.
 * Data that a run started from stand in the run, not in a file: the command reads them from `start.json`.
 */
export function searchCommand(run: Stored, runs = 1): string {
  const { seed, stream } = run;
  const own = { ...run.options, seed, stream: stream === 0 ? undefined : stream };
  return line([
    "crossing",
    "search",
    ...theoryWords(run),
    ...optionWords(searchOptions, own as SearchOptions),
    ...(runs === 1 ? [] : ["--runs", runs]),
  ]);
}

/** The `crossing continue` that makes a continuation again, from its first step; null where the run does not tell its path. */
export function continueCommand(run: Stored, { along, parameter, steps }: ContinuationMark): string | null {
  if (along === undefined) return null;
  const { strategy: _, stream: __, ...options } = run.options as unknown as SearchOptions;
  const { [parameter]: ___, ...set } = run.theory.set;
  return line([
    "crossing",
    "continue",
    ...theoryWords({ theory: { ...run.theory, set } }),
    ...["--along", along, "--steps", steps],
    ...optionWords(searchOptions, { ...options, seed: run.seed }),
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
  const { reference, set, preset, free, discover } = theory;
  const given = { set, free, ...(preset !== null && { preset }), ...(discover && { discover }) };
  return [reference, ...optionWords(loadOptions, given)];
}

/** How a run was told to search, as the command line takes it, and what of it only a program can say. */
export function methodText(run: Pick<Stored, "options">): string {
  const { seed: _, stream: __, start: ___, ...options } = run.options as unknown as SearchOptions;
  const rest = (["agentOptions", "sacOptions"] as const).flatMap((name) =>
    options[name] === undefined ? [] : [`${name} ${JSON.stringify(options[name])}`],
  );
  return [line(optionWords(searchOptions, options)), ...rest].filter((part) => part !== "").join(" ");
}

/** Words for a POSIX shell. */
function line(parts: readonly Word[]): string {
  return parts.map((part) => shellWord(String(part))).join(" ");
}

/** A word as a POSIX shell takes it, quoted where it must be. */
export function shellWord(word: string): string {
  return /^[\w./:=,+@%-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
