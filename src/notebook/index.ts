export {
  type BenchmarkMethod,
  type BenchmarkOptions,
  type BenchmarkResult,
  benchmark,
  type CurvePoint,
  type MethodMedian,
  type MethodResult,
  type Quartiles,
  type Trial,
} from "../benchmark/benchmark.js";
export type { TracePoint, TrialBudget } from "../benchmark/trial.js";
export type { Column } from "../compare/text-table.js";
export type { Functional } from "../crossing/equation.js";
export type { OperatorData } from "../crossing/residual.js";
export { InputError } from "../errors.js";
export { type BlockOptions, type BlockValue, block, type NumberOrDecimal } from "../library/block.js";
export { evidenceMap, type MappedPoint, type MapRanges, type MapSummary } from "../library/map.js";
export type { PlotSpecification } from "../plots/specification.js";
export type { Table } from "../report/table.js";
export { type EvaluateOptions, type Evaluation, evaluate, type GivenOperator } from "../search/evaluate.js";
export type { SearchOptions } from "../search/options.js";
export type * from "../search/result.js";
export { type LoadOptions, loadTheory } from "../theory/load.js";
export { listTheories } from "../theory/registry.js";
export type * from "../theory/theory.js";
export { benchmarkCurves, convergence, curve, evidence, spectrum } from "./figures.js";
export { follow } from "./follow.js";
export { residuals } from "./residuals.js";
export { type Run, type RunOptions, search, storedRun } from "./run.js";
export { type Shown, show } from "./show.js";
export { benchmarkTable, comparison, derived, ladder, operators, solutions, statistics } from "./tables.js";
