import { distinctSolutions, type FoundSolution } from "../archive/distinct-solutions.js";
import { bestFirst } from "../archive/ranking.js";
import { quartiles } from "../benchmark/statistics.js";
import type { Estimate, SearchResult } from "../search/result.js";
import { quantityName } from "../theory/quantities.js";
import { type ComparisonRow, compare, matchExact, pull, type References } from "./compare.js";
import { matchOperators } from "./match.js";
import { freeQuantities } from "./quantities.js";
import {
  type SampleStatistics,
  sampleStatistics,
  type WeightedMean,
  weightedMean,
} from "./sample-statistics.js";

/**
 * A number over the runs of one problem, from the best solution of each. Seeds share the truncation: `weightedError` is too small a bar for
 * the weighted mean, `error`, what one run claims, is the honest one.
 */
export interface QuantityStatistics extends SampleStatistics, WeightedMean {
  /** as in the table of the best run */
  readonly quantity: string;
  readonly channel: string;
  readonly spin: number;
  /** runs whose best solution has it, and those of them in which it is determined: only these have weight in the weighted mean */
  readonly runs: number;
  readonly determined: number;
  /** median bar of the runs in which it is determined; null where it is in none */
  readonly error: number | null;
  /** exact value, or else the first published estimate */
  readonly reference: number | null;
  readonly source: string | null;
  /** median − reference */
  readonly distance: number | null;
  /** distance over `error` and the reference's own error in quadrature */
  readonly pull: number | null;
}

/** A solution that runs found, with how far it is from the exact data. */
export interface SolutionStatistics extends FoundSolution {
  /** largest |Δ − exact| of the free dimensions that have an exact value, and their number; null where there is none */
  readonly distance: number | null;
  readonly compared: number;
}

export interface SeedStatistics {
  readonly runs: number;
  /** runs whose best solution is the best solution of all */
  readonly agree: number;
  readonly quantities: readonly QuantityStatistics[];
  /** all distinct solutions, best first */
  readonly solutions: readonly SolutionStatistics[];
}

/**
 * What several runs of one problem say together.
 * @param results at least one, in any order
 */
export function seedStatistics(results: readonly SearchResult[], references: References): SeedStatistics {
  const ranked = bestFirst(results);
  const best = ranked[0]!;
  const leading = ranked.map((result) => ({ ...result, solutions: result.solutions.slice(0, 1) }));
  return {
    runs: results.length,
    agree: distinctSolutions(leading)[0]?.runs.length ?? 0,
    quantities: quantityStatistics(ranked, best, references),
    solutions: distinctSolutions(ranked).map((solution) => ({
      ...solution,
      ...distanceToExact(solution, references),
    })),
  };
}

function quantityStatistics(ranked: readonly SearchResult[], best: SearchResult, references: References) {
  const beside = compare(best, references).filter(
    ({ kind, reference }) => reference !== null && (kind === "exact" || kind === "estimate"),
  );
  const aligned = ranked.map((result) => alignment(result, best));
  return freeQuantities(best.operators).map((quantity) => {
    const name = quantityName(best.operators, quantity);
    const found = ranked.flatMap(({ operators }, r) => {
      const operator = operators[aligned[r]!.indexOf(quantity.index)];
      return operator ? [{ ...operator[quantity.which], determined: operator.determined }] : [];
    });
    const { channel, spin } = best.operators[quantity.index]!;
    const reference = beside.find((row) => row.quantity === name);
    return { quantity: name, channel, spin, ...describe(found, reference) };
  });
}

/** For each operator of a result the operator of the best one that it is; null where it is none. */
function alignment(result: SearchResult, best: SearchResult): readonly (number | null)[] {
  const places = ({ operators }: SearchResult) =>
    operators.map(({ channel, spin, delta, determined }) => ({
      channel,
      spin,
      delta: delta.value,
      determined,
    }));
  return matchOperators(places(result), places(best));
}

type Found = Estimate & { readonly determined: boolean };

function describe(found: readonly Found[], row: ComparisonRow | undefined) {
  const known = found.filter(({ determined }) => determined);
  const sample = sampleStatistics(found.map(({ value }) => value));
  const errors = known.flatMap(({ error }) => (error === null ? [] : [error]));
  const error = errors.length === 0 ? null : quartiles(errors).median;
  const reference = row?.reference ?? null;
  return {
    runs: found.length,
    determined: known.length,
    ...sample,
    ...weightedMean(known),
    error,
    reference,
    source: row?.source ?? null,
    distance: reference === null ? null : sample.median - reference,
    pull: reference === null ? null : pull(sample.median, error, reference, row?.referenceError ?? null),
  };
}

function distanceToExact({ operators }: FoundSolution, references: References) {
  const matches = matchExact(operators, references);
  const distances = freeQuantities(operators).flatMap(({ index, which }) => {
    const match = references.exact[matches[index] ?? -1];
    return match === undefined || which !== "delta"
      ? []
      : [Math.abs(operators[index]!.delta.value - match.delta)];
  });
  return { distance: distances.length === 0 ? null : Math.max(...distances), compared: distances.length };
}
