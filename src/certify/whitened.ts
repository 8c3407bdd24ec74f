import { columnScale } from "../crossing/equation.js";
import { type Whitening, whiteningWeights } from "../crossing/tail/whitening.js";
import { isKnown, type PlacedTerm } from "../crossing/truncated/truncation.js";
import type { Estimate, SearchResult } from "../search/result.js";
import { dimensionsAt, placeOfResult, rungOf } from "../search/rung/of-result.js";
import type { Rung } from "../search/rung/rung.js";
import type { Setting } from "../search/rung/setting.js";
import type { Theory } from "../theory/theory.js";
import { type Linearisation, linearise } from "./conditioning.js";
import { distance, type ResidualPair, square } from "./residual.js";

export interface WhitenedPair {
  /** of the problem that the search solved, at the stored solution */
  readonly linearisation: Linearisation;
  /** whitened residual of double precision minus that of the recomputation [rows] */
  readonly change: Float64Array;
  /** does the result give a number for that unknown of the linearisation, with a bar? */
  readonly determined: readonly boolean[];
  /** errors of the Jacobian's columns, relative to their lengths: tables against blocks [unknowns of the linearisation] */
  readonly columnErrors: readonly number[];
}

/** The problem of a result at its best solution, and what the rounding errors of E do to it. */
export function whitenedPair(
  setting: Setting,
  theory: Theory,
  result: SearchResult,
  { exact }: ResidualPair,
): WhitenedPair {
  const { noted } = placeOfResult(theory, result);
  const rung = rungOf(setting, noted);
  const { free, terms } = rung.problem(1).equation;
  const dimensions = dimensionsAt(
    rung,
    result.operators.map(({ delta }) => delta.value),
  );
  const x = Float64Array.from([
    ...dimensions,
    ...terms.flatMap((term, t) => (isKnown(term) ? [] : [result.operators[t]!.ope2.value])),
  ]);
  const determined = unknownsDetermined(result, free, terms);
  const fitted = result.objective === "whitened" ? noted.amplitude : undefined;
  const amplitude = fitted ?? mostLikely(rung, dimensions);
  const problem = rung.jointProblem(amplitude);
  const linearisation = linearise(problem, x);
  const errors = columnErrors(rung, amplitude, result);
  const { whitening } = rung.model!;
  const rotated = whitenedRows(whitening, whiteningWeights(whitening, amplitude), exact);
  const change = linearisation.residual.map((entry, i) => (i < rotated.length ? entry - rotated[i]! : 0));
  return {
    linearisation,
    change,
    determined: linearisation.active.map((j) => determined[j]!),
    columnErrors: linearisation.active.map((j) => errors[j]!),
  };
}

/** In the order of the joint problem's unknowns. A plain search has no bars: everything counts. */
function unknownsDetermined(
  { operators, objective }: SearchResult,
  free: readonly number[],
  terms: readonly PlacedTerm[],
): boolean[] {
  const hasBar = ({ error }: Estimate) => objective !== "whitened" || error !== null;
  return [
    ...free.map((k) => terms.some(({ operator }, t) => operator === k && hasBar(operators[t]!.delta))),
    ...terms.flatMap((term, t) => (isKnown(term) ? [] : [hasBar(operators[t]!.ope2)])),
  ];
}

/** The tail's most likely amplitude, where the search had no tail. */
const mostLikely = ({ model }: Rung, x: Float64Array) => model!.fitAmplitude(x, model!.fitAmplitude(x, 1));

function whitenedRows(
  { rows, directions }: Whitening,
  weights: Float64Array,
  vector: Float64Array,
): Float64Array {
  return weights.map((weight, i) => {
    let sum = 0;
    for (let j = 0; j < rows; j++) sum += directions[j * rows + i]! * vector[j]!;
    return weight * sum;
  });
}

/**
 * What the Jacobian's columns, from tables, miss of those from blocks, relative to their lengths, in the order of the joint problem's unknowns. At the
 * place where the problem was linearised last.
 */
function columnErrors(rung: Rung, amplitude: number, { operators }: SearchResult): number[] {
  const { equation } = rung.problem(amplitude);
  const { whitening } = rung.model!;
  const { rows } = whitening;
  const weights = whiteningWeights(whitening, amplitude);
  const value = new Float64Array(rows);
  const slope = new Float64Array(rows);
  const zero = () => ({ table: new Float64Array(rows), blocks: new Float64Array(rows) });
  const dimensions = new Map(equation.free.map((k) => [k, zero()]));
  const coefficients: number[] = [];
  for (const [t, term] of equation.terms.entries()) {
    const delta = equation.deltas[term.operator]!;
    rung.setting.equation.column(term, delta, value, slope);
    const start = t * equation.rows;
    if (!isKnown(term))
      coefficients.push(
        relativeError(equation.matrix.subarray(start, start + rows), whitenedRows(whitening, weights, value)),
      );
    const sum = dimensions.get(term.operator);
    if (!sum) continue;
    const b = operators[t]!.ope2.value * columnScale(delta);
    const exact = whitenedRows(whitening, weights, slope);
    for (let i = 0; i < rows; i++) {
      sum.table[i]! += b * equation.slope[start + i]!;
      sum.blocks[i]! += b * exact[i]!;
    }
  }
  return [
    ...Array.from(dimensions.values(), ({ table, blocks }) => relativeError(table, blocks)),
    ...coefficients,
  ];
}

/** ‖table − blocks‖/‖table‖; 0 for a column of zeros, which is none of the linearisation's */
function relativeError(table: Float64Array, blocks: Float64Array): number {
  const size = Math.sqrt(square(table));
  return size === 0 ? 0 : distance(table, blocks) / size;
}
