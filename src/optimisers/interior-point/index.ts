export { checkDerivatives, type DerivativeMismatch } from "./derivative-checker.js";
export { formatIteration, type IterationRow, iterationHeader } from "./iteration-table.js";
export { minimiseLeastSquares } from "./least-squares.js";
export { minimise } from "./minimise.js";
export { optionsSchema } from "./options.js";
export type { EvaluationCounts, Multipliers, NonlinearProblem, Options, Outcome, Vector } from "./problem.js";
export { type Status, statusMeanings } from "./status.js";
