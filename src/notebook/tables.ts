import type { BenchmarkResult, MethodResult } from "../benchmark/benchmark.js";
import { compare } from "../compare/compare.js";
import { comparisonCells } from "../compare/comparison-table.js";
import { seedStatistics } from "../compare/seed-statistics.js";
import { statisticsCells } from "../compare/statistics-table.js";
import { formatPlain } from "../compare/uncertainty.js";
import { InputError } from "../errors.js";
import { derivedTable, ladderTable, operatorTable, solutionTable } from "../report/result-tables.js";
import type { Table } from "../report/table.js";
import type { Run } from "./run.js";

/** Operators of the best solution, in printed order. */
export function operators({ result }: Run): Table {
  return operatorTable(result.operators);
}

/** Free quantities of the best solution beside exact and published values, with pulls. */
export function comparison({ result, theory }: Run): Table {
  return comparisonCells(compare(result, theory));
}

/** Numbers that follow from those of the best solution, as the theory file says. */
export function derived({ result }: Run): Table {
  return derivedTable(result.derived ?? []);
}

/** The distinct solutions that the search kept, best first. */
export function solutions({ result }: Run): Table {
  return solutionTable(result.solutions);
}

/** The rungs of the ladder. Times are left out, so that the same seed gives the same table. */
export function ladder({ result }: Run): Table {
  return withoutTimes(ladderTable(result.ladder ?? []));
}

/**
 * Statistics of each quantity over runs of one theory with different seeds or streams.
 * @throws {InputError} for no runs
 */
export function statistics(runs: readonly Run[]): Table {
  if (runs[0] === undefined) throw new InputError({ where: "statistics", allowed: "needs at least one run" });
  const { quantities } = seedStatistics(
    runs.map(({ result }) => result),
    runs[0].theory,
  );
  return statisticsCells(quantities);
}

/** Methods beside each other, medians over the seeds: how many reach the global basin, and after how many evaluations. */
export function benchmarkTable({ methods, objective }: BenchmarkResult): Table {
  return {
    columns: [
      { title: "method", align: "left" },
      { title: "in the global basin", align: "right" },
      { title: objective === "whitened" ? "best χ²" : "best ‖E‖²", align: "right" },
      { title: "|Δ − exact|", align: "right" },
      { title: "evaluations to the basin", align: "right" },
    ],
    rows: methods.map(benchmarkRow),
  };
}

function benchmarkRow({ name, seeds, median }: MethodResult): string[] {
  const reached = seeds.filter(({ global }) => global).length;
  return [
    name,
    `${reached} of ${seeds.length}`,
    formatPlain(median.best, 3),
    median.error === null ? "–" : median.error.toExponential(1),
    median.evaluationsToGlobal === null ? "–" : String(Math.round(median.evaluationsToGlobal)),
  ];
}

function withoutTimes({ columns, rows }: Table): Table {
  const timed = columns.map(({ title }) => title === "CPU s");
  const kept = <T>(cells: readonly T[]) => cells.filter((_, index) => !timed[index]);
  return { columns: kept(columns), rows: rows.map(kept) };
}
