import { versions } from "../../archive/machine.js";
import { type Difference, differences } from "../../archive/reproduction.js";
import type { RunDocument } from "../../archive/run-document.js";
import { findRun, type StoredRun } from "../../archive/run-lookup.js";
import { theoryOfRun } from "../../archive/run-theory.js";
import { textTable } from "../../compare/text-table.js";
import { counted } from "../../counted.js";
import { InputError } from "../../errors.js";
import type { SearchOptions } from "../../search/options.js";
import type { SearchResult } from "../../search/result.js";
import { search } from "../../search/search.js";
import { Interrupt } from "../interrupt.js";
import { Progress } from "../progress.js";
import { exitCodes, type Invocation } from "../terminal.js";
import type { PlaceOptions } from "./options.js";

/** After this many lines the rest differs as well. */
const SHOWN_DIFFERENCES = 20;

/** The command `runs replay`. */
export async function replay(
  reference: string,
  options: PlaceOptions & { readonly quiet?: boolean },
  invocation: Invocation,
): Promise<void> {
  const { terminal } = invocation;
  const run = findRun(reference, options.out);
  const stored = reproducible(run);
  if (budgetOf(run.document)?.seconds !== undefined) {
    terminal.note("warning: the run has a budget in seconds, which no second run spends in the same way\n");
  }
  const replayed = await searchAgain(run.document, options.quiet ?? false, invocation);
  if (replayed === null) {
    if (options.json) terminal.print(JSON.stringify({ run: run.document.id, identical: null }, null, 2));
    return;
  }
  const found = differences(stored, replayed);
  if (found.length > 0) invocation.exitCode = exitCodes.failed;
  const present = versions();
  const document = {
    run: run.document.id,
    identical: found.length === 0,
    versions: { stored: run.document.versions, present },
    differences: found,
  };
  terminal.print(options.json ? JSON.stringify(document, null, 2) : text(run.document, found, present));
}

/**
 * The result of a run that another one can repeat.
 * @throws {InputError} where there is none, or somebody stopped it
 */
function reproducible({ document, state, path }: StoredRun): SearchResult {
  if (document.result === null) {
    throw new InputError({ where: path, allowed: `the run is ${state} and has no result to replay` });
  }
  if (document.result.stopReason === "interrupted") {
    throw new InputError({
      where: path,
      allowed: `the run was interrupted, at a moment that does not come again; go on with: crossing search --resume ${document.id}`,
    });
  }
  return document.result;
}

function budgetOf({ options }: RunDocument): SearchOptions["budget"] {
  return (options as SearchOptions).budget;
}

/** Null where it was interrupted. */
async function searchAgain(
  document: RunDocument,
  quiet: boolean,
  invocation: Invocation,
): Promise<SearchResult | null> {
  const interrupt = new Interrupt(invocation.terminal);
  const progress = new Progress(invocation.terminal);
  interrupt.onFirst(() => progress.say("stopping after this step; press Ctrl-C again to stop at once"));
  try {
    const result = await search(
      theoryOfRun(document, "given"),
      document.options as unknown as SearchOptions,
      {
        signal: interrupt.signal,
        onProgress: (event) => {
          if (!quiet) progress.show(event);
        },
      },
    );
    if (!interrupt.signal.aborted) return result;
  } catch (error) {
    if (!(error instanceof InputError && interrupt.signal.aborted)) throw error;
  } finally {
    progress.clear();
    interrupt.release();
  }
  invocation.exitCode = exitCodes.interrupted;
  return null;
}

function text(
  { id, versions: made }: RunDocument,
  found: readonly Difference[],
  now: RunDocument["versions"],
) {
  if (found.length === 0) return `${id}: the same bits again`;
  const how = `made with crossing ${made.crossing} on Node ${made.node}, replayed with crossing ${now.crossing} on Node ${now.node}`;
  const table = textTable(
    [
      { title: "field", align: "left" },
      { title: "stored", align: "left" },
      { title: "replayed", align: "left" },
    ],
    found
      .slice(0, SHOWN_DIFFERENCES)
      .map(({ field, stored, replayed }) => [field, brief(stored), brief(replayed)]),
  );
  const more = found.length - SHOWN_DIFFERENCES;
  const rest = more > 0 ? `\nand ${more} more fields in --json` : "";
  return `${id}: ${counted(found.length, "field differs", "fields differ")}; ${how}\n${table}${rest}`;
}

function brief(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
