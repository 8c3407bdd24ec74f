import type { Command } from "commander";
import { counted } from "../../counted.js";
import { InputError } from "../../errors.js";
import type { SearchOptions } from "../../search/options.js";
import type { Window } from "../../search/ranges/window.js";
import type { SearchResult } from "../../search/result.js";
import type { LoadOptions } from "../../theory/options.js";
import type { Theory } from "../../theory/theory.js";
import { jsonOption, outOption, quietOption, searchOption, theoryOptions, wholeNumber } from "../options.js";
import { exitCodes, type Invocation } from "../terminal.js";

const optimisers = ["hybrid", "interior-point", "least-squares"] as const;
const objectives = ["whitened", "equations"] as const;

interface Options extends LoadOptions, Pick<SearchOptions, "points" | "rungs" | "seed" | "budget"> {
  readonly quantity: string;
  readonly family?: { readonly from: number; readonly to: number };
  readonly steps: number;
  readonly optimiser?: (typeof optimisers)[number];
  readonly objective?: (typeof objectives)[number];
  readonly start?: string;
  readonly out: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export function windowCommand(program: Command, invocation: Invocation): void {
  theoryOptions(program.command("window").argument("<theory>", "a theory's name or the path of a YAML file"))
    .summary("smallest and largest value of a quantity over all solutions of the same rows")
    .description(
      "Searches the theory, then moves one quantity as far as the same rows allow, all other unknowns adjusted: to Δχ² = 3.84 with whitened rows (a 95 % profile-likelihood interval), or over all solutions of E = 0 where rows are equations.",
    )
    .requiredOption(
      "--quantity <name>",
      'delta[x] or ope2[x], x a name or a number in printed order from 1: "ope2[1]", "delta[ε]"; where several channels exchange ε, "ope2[ε CHANNEL]"',
    )
    .option(
      "--family <from..to>",
      "also the best solution with the quantity held at values from..to, the tail fitted to each: what else the rows allow",
      parseRange,
    )
    .option("--steps <number>", "values of --family, both ends among them", wholeNumber("--steps", 2), 21)
    .addOption(searchOption("optimiser", "of the search before it (default: hybrid)").choices(optimisers))
    .addOption(
      searchOption(
        "objective",
        "whitened, or equations: rows hold exactly, for more unknowns than rows (default: the theory's)",
      ).choices(objectives),
    )
    .addOption(
      searchOption(
        "points",
        "sample points: spread-150, with equations few of them: spread-8, derivatives:12",
      ),
    )
    .addOption(searchOption("rungs"))
    .addOption(searchOption("seed", "of the search (default: 1)"))
    .addOption(searchOption("budget", "most effort of the search: 60s or 20000e"))
    .addOption(searchOption("start", "start the search from CFT data: a file or a run"))
    .addOption(outOption())
    .addOption(quietOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing window ising-2d --quantity "delta[ε]"
  crossing window gff-2d --set delta=0.3 --quantity "ope2[1]" --json
  crossing window tricritical-epsilon --free --quantity "delta[ε′]" --family 1.1..1.25 --steps 16 --json
  crossing window ising-2d --objective equations --points spread-5 --rungs 3 --quantity "ope2[T]"
  crossing window line-defect --set g=0.5 --points derivatives:auto --quantity "ope2[1]"`,
    )
    .action(async (name: string, options: Options) => {
      const found = await windowOf(name, options, invocation);
      if (found === null) {
        const { quantity, json } = options;
        if (json)
          invocation.terminal.print(
            JSON.stringify({ theory: name, quantity, status: "interrupted" }, null, 2),
          );
        return;
      }
      invocation.terminal.print(options.json ? JSON.stringify(found, null, 2) : await text(found));
      if (!conclusive.has(found.status)) invocation.exitCode = exitCodes.failed;
    });
}

const conclusive: ReadonlySet<Window["status"]> = new Set([
  "Solve_Succeeded",
  "Solved_To_Acceptable_Level",
  "fixed",
  "unbounded",
]);

/** Null where the search before it was interrupted. */
async function windowOf(name: string, options: Options, invocation: Invocation): Promise<Window | null> {
  const { loadTheory } = await import("../../theory/load.js");
  const { parseQuantity } = await import("../../theory/quantities.js");
  const theory = loadTheory(name, options);
  parseQuantity(options.quantity, theory);
  const { quantity, points, family, steps } = options;
  const place = { quantity, ...(points !== undefined && { points }) };
  if ((options.objective ?? theory.objective) === "equations") {
    refuseWithEquations(options);
    const { equationsWindow } = await import("../../search/equations/equations.js");
    return equationsWindow(theory, { ...place, ...given(options, ["rungs", "seed"]) });
  }
  const { chi2Window } = await import("../../search/ranges/window.js");
  // from here on Ctrl-C ends the process: a window is one computation and has nothing to store
  const result = await searched(theory, options, invocation);
  return result && chi2Window(theory, result, { ...place, ...(family && { grid: { ...family, steps } }) });
}

/** Null where it was interrupted. */
async function searched(
  theory: Theory,
  options: Options,
  invocation: Invocation,
): Promise<SearchResult | null> {
  const { search } = await import("../../search/search.js");
  const { engineOptions } = await import("../search-options.js");
  const { Interrupt } = await import("../interrupt.js");
  const { Progress } = await import("../progress.js");
  const interrupt = new Interrupt(invocation.terminal);
  const progress = new Progress(invocation.terminal);
  interrupt.onFirst(() => progress.say("stopping after this step; press Ctrl-C again to stop at once"));
  try {
    const result = await search(theory, await engineOptions(options), {
      signal: interrupt.signal,
      onProgress: (event) => options.quiet || progress.show(event),
    });
    if (!interrupt.signal.aborted) return result;
  } catch (error) {
    // of an interrupted search that had found nothing yet
    if (!(error instanceof InputError && interrupt.signal.aborted)) throw error;
  } finally {
    progress.clear();
    interrupt.release();
  }
  invocation.exitCode = exitCodes.interrupted;
  return null;
}

/** @throws InputError for what only a search with χ² has */
function refuseWithEquations(options: Options): void {
  if (options.family)
    throw new InputError({ where: "--family", allowed: "rows that are equations have no χ²: leave it out" });
  for (const name of ["optimiser", "budget", "start"] as const)
    if (options[name] !== undefined)
      throw new InputError({
        where: `--${name}`,
        allowed:
          "where rows are equations no search goes before the window, the interior point solves them from random places: leave it out",
      });
}

/** Those of the options that were given. */
const given = <Name extends keyof Options>(options: Options, names: readonly Name[]) =>
  Object.fromEntries(
    names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  ) as Partial<Pick<Options, Name>>;

function parseRange(text: string): { from: number; to: number } {
  const [from = Number.NaN, to = Number.NaN] = text
    .split("..")
    .map((end) => (end === "" ? Number.NaN : Number(end)));
  if (from < to && text.split("..").length === 2) return { from, to };
  throw new InputError({ where: "--family", found: text, allowed: "expected a range such as 1.1..1.3" });
}

async function text(window: Window): Promise<string> {
  const { formatPlain } = await import("../../compare/uncertainty.js");
  const show = (value: number) => formatPlain(value, 10);
  const rows =
    window.chi2 === null
      ? `rows as equations, ${counted(window.solutions, "solution")} found`
      : `χ² from ${formatPlain(window.chi2)} up to ${formatPlain(window.chi2 + window.allowed!)}, ${counted(window.solutions, "solution")}`;
  return `${window.quantity} of ${window.theory}: ${show(window.min)} to ${show(window.max)} (${window.status})
found    ${show(window.value)}
rows     ${rows}, ${counted(window.operators, "operator")}, points ${window.points}${await familyText(window)}`;
}

async function familyText({ quantity, family }: Window): Promise<string> {
  if (!family) return "";
  const { formatPlain } = await import("../../compare/uncertainty.js");
  const { textTable } = await import("../../compare/text-table.js");
  const rows = family.map(({ value, chi2, amplitude, evidence, operators }) => [
    formatPlain(value),
    chi2.toFixed(1),
    amplitude.toPrecision(3),
    evidence.toFixed(1),
    operators.map(({ delta, spin }) => `(${formatPlain(delta)}, ${spin})`).join(" "),
  ]);
  const titles = [quantity, "χ²", "amplitude", "−2 ln evidence"];
  const columns = [
    ...titles.map((title) => ({ title, align: "right" as const })),
    { title: "(Δ, ℓ)", align: "left" as const },
  ];
  return `\n\n${textTable(columns, rows)}`;
}
