import { count, type OptionValues, onRequest, pick, unlessRefused, word } from "../option.js";
import { type SearchOptions, searchOptions } from "../search/options.js";
import type { LoadOptions } from "../theory/options.js";

/** Which runs `crossing search` makes, and what it does with them: here and nowhere else. */
export const runOptions = {
  runs: count(1, { help: "that many runs with independent random streams of the seed" }),
  workers: count(1, {
    help: "worker threads for --runs; results do not depend on it",
    otherwise: "one a core, or SLURM_CPUS_PER_TASK",
  }),
  resume: word("<run>", { help: "go on with an interrupted run from its checkpoint" }),
  out: word("<dir>", { help: "folder of the runs", default: "runs" }),
  cache: unlessRefused({
    help: "neither read nor write the cache of tables on disk; results do not depend on it",
  }),
  dryRun: onRequest({
    help: "say what will be done, and how long it will take on this machine, and do nothing",
  }),
  all: onRequest({ help: "long tables as a whole, what is undetermined too" }),
  plot: onRequest({ help: "draw the spectrum next to the run, as SVG and PNG" }),
  quiet: onRequest({ help: "no progress on standard error" }),
  json: onRequest({ help: "print exactly one JSON document on standard output" }),
};

/** How to search, as typed: what a search starts from is still the name of a file or a run. */
export type MethodOptions = Omit<SearchOptions, "start" | "starts" | "agentOptions" | "sacOptions"> & {
  readonly start?: string;
};

/** What `crossing search` is told. */
export type SearchCommandOptions = LoadOptions &
  MethodOptions &
  Omit<OptionValues<typeof runOptions>, "out"> & { readonly out: string };

/**
 * The options of the engine among those of a command line: what a search starts from is read, a policy of the
 * archive written beside the runs, under a name that says what is in it.
 *
 * @throws InputError for data that cannot be read
 */
export async function engineOptions(typed: MethodOptions & { readonly out: string }): Promise<SearchOptions> {
  const { start, ...rest } = typed;
  let options = pick(searchOptions, rest);
  if (options.policy === "archive") {
    const { writeArchivePolicy } = await import("../archive/archive-policy.js");
    options = { ...options, policy: writeArchivePolicy(typed.out) };
  }
  if (start === undefined) return options;
  const { readOperatorData } = await import("./data-file.js");
  return { ...options, start: await readOperatorData(start, typed.out) };
}
