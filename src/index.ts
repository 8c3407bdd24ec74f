export { block2dDecimal, crossedBlock2dDecimal } from "./blocks/decimal/block-2d-decimal.js";
export type { ComplexDecimal } from "./blocks/decimal/complex-decimal.js";
export type { Block2dDecimalLabel, ComplexInput, DecimalInput } from "./blocks/decimal/input.js";
export type * from "./blocks/domain.js";
export { type Block2dLabel, block2d, crossedBlock2d } from "./blocks/global-2d/block-2d.js";
export type { ComplexJet } from "./blocks/global-2d/chiral.js";
export type { Points } from "./blocks/points/points.js";
export type { ComparisonRow } from "./compare/compare.js";
export type * from "./crossing/bound-rows.js";
export type * from "./crossing/decimal-columns.js";
export type { CrossingEquation, Functional, Term } from "./crossing/equation.js";
export type { CacheKey } from "./crossing/number-cache.js";
export type * from "./crossing/points.js";
export type { OperatorData } from "./crossing/residual.js";
export type { Spins } from "./crossing/spins.js";
export type * from "./crossing/system/definition.js";
export type * from "./crossing/system/spec.js";
export {
  type ChannelAmplitudes,
  type CutOffsets,
  spinCut,
  type TailModel,
  type TailNode,
} from "./crossing/tail/tail.js";
export { InputError } from "./errors.js";
export type * from "./families/family.js";
export { registerFamily } from "./families/registry.js";
export type { Channel, Sector } from "./families/sectors.js";
export { type BlockOptions, type BlockValue, block, type NumberOrDecimal } from "./library/block.js";
export { compare } from "./library/compare.js";
export { evidenceMap, type MappedPoint, type MapRanges, type MapSummary } from "./library/map.js";
export { search } from "./library/search.js";
export type { Complex } from "./math/complex.js";
export * as interiorPoint from "./optimisers/interior-point/index.js";
export {
  type LevenbergMarquardtOptions,
  levenbergMarquardt,
} from "./optimisers/least-squares/levenberg-marquardt.js";
export type { Outcome } from "./problem/outcome.js";
export type { Gap as ProblemGap, Problem, Separation } from "./problem/problem.js";
export { type EvaluateOptions, type Evaluation, evaluate, type GivenOperator } from "./search/evaluate.js";
export type { SearchHooks } from "./search/hooks.js";
export type { SearchOptions, StartOperator } from "./search/options.js";
export type { Remark } from "./search/remarks.js";
export type * from "./search/result.js";
export { SearchPool } from "./search/runtime/workers.js";
export { type LoadOptions, loadTheory } from "./theory/load.js";
export { listTheories } from "./theory/registry.js";
export type * from "./theory/theory.js";
