import type { FunctionalBound, FunctionalProgress } from "../bounds/functional-bound.js";
import { InputError } from "../errors.js";
import type { Theory } from "../theory/theory.js";
import { Interrupt } from "./interrupt.js";
import { type ProgramFlags, requestOf } from "./program-options.js";
import { progressLine, worst } from "./progress-line.js";
import { exitCodes, type Invocation } from "./terminal.js";

interface Options extends ProgramFlags {
  readonly tolerance?: number;
  readonly spectrum?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** `crossing bound` of scalars, by derivatives at z = z̄ = ½. */
export async function boundByFunctionals(
  theory: Theory,
  options: Options,
  invocation: Invocation,
): Promise<void> {
  const { functionalBoundRounds } = await import("../bounds/functional-bound.js");
  const { finishedUnless } = await import("../bounds/rounds.js");
  const { terminal } = invocation;
  const { tolerance } = options;
  const request = { ...requestOf(options), ...(tolerance !== undefined && { tolerance }) };
  const progress = progressLine<FunctionalProgress>(terminal, options.quiet === true, inWords);
  const interrupt = new Interrupt(terminal);
  interrupt.onFirst(() => terminal.note("crossing: stopping; what is proved so far follows\n"));
  const rounds = functionalBoundRounds(theory, request);
  const found = await finishedUnless(rounds, interrupt.signal, progress.show).finally(interrupt.release);
  progress.clear();
  if (options.spectrum !== undefined) await writeSpectrum(options.spectrum, found);
  terminal.print(options.json ? JSON.stringify(found, null, 2) : text(found));
  if (found.status === "not-proved") invocation.exitCode = exitCodes.failed;
  if (interrupt.signal.aborted) invocation.exitCode = exitCodes.interrupted;
}

/** CFT data as `search --start` and `evaluate --data` read them: the solution with the largest gap, or that of the upper bound. */
async function writeSpectrum(file: string, { solutions }: FunctionalBound): Promise<void> {
  const { allowed, upper } = solutions;
  const spectrum = allowed ?? upper;
  if (spectrum === undefined)
    throw new InputError({
      where: "spectrum",
      found: file,
      allowed: "there is no solution beside a bound to write",
    });
  const operators = spectrum.flatMap(({ channel, spin, delta, ope2 }) =>
    ope2 === null ? [] : [{ ...(channel !== null && { channel }), spin, delta, ope2 }],
  );
  const { replaceFile } = await import("../archive/atomic-file.js");
  replaceFile(file, `${JSON.stringify({ operators }, null, 1)}\n`);
}

function inWords({ side, round, columns, violation, allowed, excluded }: FunctionalProgress): string {
  const between = allowed === undefined ? "" : `  between ${allowed} and ${excluded ?? "?"}`;
  return `${side} bound  round ${round}  ${columns} columns  ${worst(violation)}${between}`;
}

function text(found: FunctionalBound): string {
  const { quantity, theory, parameters, lambda, digits, spins, gaps, status, allowed, cpuSeconds } = found;
  const at = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const where = [`${quantity} of ${theory}`, ...at].join(", ");
  const rows = `rows     λ = ${lambda}: ${found.rows.length} derivatives at z = z̄ = ½${gaps.map((gap) => `, ${gap}`).join("")}`;
  const proof = `proof    functionals positive on all Δ of spins ${spins.join(" ")} (not proved: those between, those above ${found.unproved.spinsAbove}, and the cut-off of the blocks, measured below 1e-${digits}); --json prints them`;
  const solution = allowed === null ? [] : [`allowed  there is a solution with a gap of ${allowed}`];
  return [
    `${where}: ${interval(found, status)}`,
    rows,
    proof,
    ...solution,
    `${cpuSeconds.toFixed(1)} CPU s`,
  ].join("\n");
}

function interval({ lower, upper }: FunctionalBound, status: FunctionalBound["status"]): string {
  if (status === "infeasible") return "no solution (infeasible)";
  if (status === "unbounded")
    return "no upper bound: some operators come too near the identity, or set a --gap";
  if (status === "not-proved") return "not proved: try another λ, or a --gap for the scalars of every sector";
  const outwards = (value: number, up: boolean) =>
    (up ? Math.ceil(value * UNIT) / UNIT : Math.floor(value * UNIT) / UNIT).toFixed(PLACES);
  return lower === null
    ? `at most ${outwards(upper!, true)} (proved)`
    : `${outwards(lower, false)} to ${outwards(upper!, true)} (proved)`;
}

const PLACES = 10;
const UNIT = 1e10;
