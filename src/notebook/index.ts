export { InputError } from "../errors.js";
export { type BlockOptions, type BlockValue, block } from "../library/block.js";
export type { PlotSpecification } from "../plots/specification.js";
export type { Table } from "../report/table.js";
export {
  type BenchmarkMethod,
  type BenchmarkOptions,
  type BenchmarkResult,
  benchmark,
} from "../search/benchmark.js";
export { type EvaluateOptions, type Evaluation, evaluate } from "../search/evaluate.js";
export type * from "../search/result.js";
export { type LoadOptions, loadTheory } from "../theory/load.js";
export { listTheories } from "../theory/registry.js";
export type { Theory } from "../theory/theory.js";
export { benchmarkCurves, convergence, curve, spectrum } from "./figures.js";
export { follow } from "./follow.js";
export { residuals } from "./residuals.js";
export { type Run, type RunOptions, search, storedRun } from "./run.js";
export { type Shown, show } from "./show.js";
export { benchmarkTable, comparison, ladder, operators, solutions, statistics } from "./tables.js";
