import { isKnown } from "../crossing/truncation.js";
import { type Whitening, whiteningWeights } from "../crossing/whitening.js";
import { InputError } from "../errors.js";
import { log } from "../math/elementary.js";
import type { Theory } from "../theory/theory.js";
import { conditioning, type Linearisation, linearise, shifts } from "./certify-conditioning.js";
import { type ResidualPair, residualPair } from "./certify-residual.js";
import type { SearchResult } from "./result.js";
import { ROW_TOLERANCE } from "./row-equations.js";
import { Rung, tailOf } from "./rung.js";
import { createSetting, type Setting } from "./setting.js";
import { operatorCount } from "./truncations.js";

/** A result held against a recomputation with many digits. */
export interface Certificate {
  readonly theory: string;
  readonly points: string;
  /** digits of the terms of E in the recomputation */
  readonly digits: number;
  /** ‖E‖₂ of the recomputation, as a number and with the digits it has */
  readonly residualNorm: number;
  readonly residualNormDecimal: string;
  /** ‖E‖₂ that the run stored */
  readonly storedNorm: number;
  /** decimal digits of the double-precision E that are right: −log₁₀ ‖E_double − E‖/‖E‖ */
  readonly digitsHeld: number;
  /** the same relative to the terms of E at each point, the worst point */
  readonly digitsHeldOfTerms: number;
  /** χ² of the equation's rows and the coefficients' prior, from decimal and from double-precision blocks; null where rows are equations */
  readonly chi2: number | null;
  readonly chi2Double: number | null;
  readonly unknowns: number;
  /** of the whitened Jacobian in (Δ, a) with unit columns, descending; none where rows are equations */
  readonly singularValues: readonly number[];
  /** singular values above the errors of that Jacobian */
  readonly rank: number;
  /** log₁₀ of the ratio of the largest and the smallest singular value */
  readonly digitsLost: number;
  /** the unknown that the rounding errors of E move furthest, in its standard deviations; null without unknowns */
  readonly largestShift: { readonly quantity: string; readonly sigmas: number } | null;
  readonly supported: boolean;
  /** why it is not, a line each */
  readonly reasons: readonly string[];
}

/** Digits below which the recomputation would be no judge of double precision, and above which it takes minutes. */
const FEWEST_DIGITS = 20;
const MOST_DIGITS = 300;
/** Rounding errors may move no unknown by more than this part of its error bar. */
const LARGEST_SHIFT = 0.1;
/** Stored and recomputed ‖E‖ may differ by so many times the rounding errors of E: they differ by more when theory or run changed. */
const STORED_NORM_TOLERANCE = 10;

/**
 * Recomputes the best solution of a result with decimal blocks at the points of the search, and says whether the double-precision
 * answer is supported: rounding errors of the whitened residual, tables included, move no unknown by more than a tenth of its
 * posterior's standard deviation; the Jacobian has full rank above its own errors; and the run's ‖E‖ is that of its data.
 *
 * @param points name of the search's point set, where it was not the theory's
 * @throws InputError for digits out of range, and where the result does not belong to the theory
 */
export function certify(
  theory: Theory,
  result: SearchResult,
  { digits, points }: { readonly digits: number; readonly points?: string },
): Certificate {
  if (!(Number.isInteger(digits) && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS)) {
    const allowed = `a whole number from ${FEWEST_DIGITS} to ${MOST_DIGITS}`;
    throw new InputError({ where: "digits", found: digits, allowed });
  }
  const setting = createSetting(theory, [rungOf(theory, result)], points);
  const data = result.operators.map(({ channel, spin, delta, ope2 }) => ({
    channel,
    spin,
    delta: delta.value,
    ope2: ope2.value,
  }));
  const pair = residualPair(setting, data, digits);
  if (result.objective === "equations") return certifyEquations(setting, result, { pair, digits });
  const whitened = whitenedPair(setting, theory, result, pair);
  const { linearisation, change } = whitened;
  const singularValues = conditioning(linearisation);
  const rank = singularValues.filter((value) => value > whitened.jacobianError).length;
  const largest = largestShift(linearisation, shifts(linearisation, change));
  const rounding = distance(pair.double, pair.exact);
  const judged = { largest, rank, unknowns: singularValues.length, norm: pair.norm.toNumber(), rounding };
  const reasons = objections(judged, result.residualNorm);
  return {
    theory: theory.name,
    points: setting.points.name,
    digits,
    residualNorm: judged.norm,
    residualNormDecimal: pair.norm.toSignificantDigits(digits).toString(),
    storedNorm: result.residualNorm,
    digitsHeld: -log10(rounding / judged.norm),
    digitsHeldOfTerms: -log10(worstRelative(pair)),
    chi2: square(linearisation.residual.map((entry, i) => entry - change[i]!)),
    chi2Double: square(linearisation.residual),
    unknowns: singularValues.length,
    singularValues: Array.from(singularValues),
    rank,
    digitsLost: rank === 0 ? 0 : log10(singularValues[0]! / singularValues[singularValues.length - 1]!),
    largestShift: largest,
    supported: reasons.length === 0,
    reasons,
  };
}

interface Recomputed {
  readonly pair: ResidualPair;
  readonly digits: number;
}

/** Rows as equations have a family of solutions: what is certified is that the run's is one of them. */
function certifyEquations(setting: Setting, result: SearchResult, { pair, digits }: Recomputed): Certificate {
  const norm = pair.norm.toNumber();
  const rounding = distance(pair.double, pair.exact);
  const reasons = objections({ largest: null, rank: 0, unknowns: 0, norm, rounding }, result.residualNorm);
  const largest = Math.max(...pair.exact.map(Math.abs));
  if (!(largest <= ROW_TOLERANCE))
    reasons.push(`a row is off by ${largest.toExponential(1)}, allowed ${ROW_TOLERANCE}`);
  return {
    theory: result.theory,
    points: setting.points.name,
    digits,
    residualNorm: norm,
    residualNormDecimal: pair.norm.toSignificantDigits(digits).toString(),
    storedNorm: result.residualNorm,
    digitsHeld: -log10(rounding / norm),
    digitsHeldOfTerms: -log10(worstRelative(pair)),
    chi2: null,
    chi2Double: null,
    unknowns:
      result.operators.filter(({ ope2 }) => !ope2.fixed).length +
      result.operators.filter(({ delta }) => !delta.fixed).length,
    singularValues: [],
    rank: setting.equation.rows,
    digitsLost: 0,
    largestShift: null,
    supported: reasons.length === 0,
    reasons,
  };
}

/** @throws InputError where the theory has not the operators of the result, or the result no cut */
function rungOf(theory: Theory, { operators, cut, theory: name }: SearchResult) {
  if (cut === null)
    throw new InputError({ where: "run", found: name, allowed: "has no cut: nothing is left to a tail" });
  return { operators: operatorCount(theory, operators), cut };
}

interface WhitenedPair {
  /** of the problem that the search solved, at the stored solution */
  readonly linearisation: Linearisation;
  /** whitened residual of double precision minus that of the recomputation [rows] */
  readonly change: Float64Array;
  /** errors of the Jacobian with unit columns: Frobenius norm of the difference between tables and blocks */
  readonly jacobianError: number;
}

function whitenedPair(
  setting: Setting,
  theory: Theory,
  result: SearchResult,
  { exact }: ResidualPair,
): WhitenedPair {
  const spec = rungOf(theory, result);
  const entry = result.ladder?.find(({ operators, cut }) => operators === spec.operators && cut === spec.cut);
  const rung = new Rung(setting, spec, "whitened", { evaluations: 0 }, tailOf(entry));
  const { free, firstTerm, terms } = rung.problem(1).equation;
  const x = Float64Array.from([
    ...free.map((k) => result.operators[firstTerm[k]!]!.delta.value),
    ...terms.flatMap((term, t) => (isKnown(term) ? [] : [result.operators[t]!.ope2.value])),
  ]);
  const amplitude = amplitudeOf(rung, result, { x: x.slice(0, free.length), operators: spec.operators });
  const problem = rung.jointProblem(amplitude);
  const linearisation = linearise(problem, x);
  const { whitening } = rung.model!;
  const rotated = whitenedRows(whitening, whiteningWeights(whitening, amplitude), exact);
  const change = linearisation.residual.map((entry, i) => (i < rotated.length ? entry - rotated[i]! : 0));
  return { linearisation, change, jacobianError: columnErrors(setting, rung, amplitude) };
}

/** The amplitude that the search fitted on that rung; the most likely one where the search had no tail. */
function amplitudeOf(
  rung: Rung,
  { ladder, cut, objective }: SearchResult,
  { x, operators }: { readonly x: Float64Array; readonly operators: number },
): number {
  const entry = ladder?.find((climbed) => climbed.operators === operators && climbed.cut === cut);
  if (objective === "whitened" && entry) return entry.amplitude;
  return rung.model!.fitAmplitude(x, rung.model!.fitAmplitude(x, 1));
}

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

/** What the tables' columns miss of the blocks', each relative to its own length, added up in squares. */
function columnErrors(setting: Setting, rung: Rung, amplitude: number): number {
  const { equation } = rung.problem(amplitude);
  const { whitening } = rung.model!;
  const weights = whiteningWeights(whitening, amplitude);
  const value = new Float64Array(whitening.rows);
  const slope = new Float64Array(whitening.rows);
  let sum = 0;
  for (const [t, term] of equation.terms.entries()) {
    setting.equation.column(term, equation.deltas[term.operator]!, value, slope);
    const tables = [equation.matrix, ...(equation.free.includes(term.operator) ? [equation.slope] : [])];
    for (const [index, table] of tables.entries()) {
      const column = table.subarray(t * equation.rows, t * equation.rows + whitening.rows);
      const blocks = whitenedRows(whitening, weights, index === 0 ? value : slope);
      const error = distance(column, blocks);
      sum += (error * error) / square(column);
    }
  }
  return Math.sqrt(sum);
}

function largestShift({ names }: Linearisation, sigmas: Float64Array): Certificate["largestShift"] {
  const sizes = sigmas.map(Math.abs);
  const largest = sizes.indexOf(Math.max(...sizes));
  return largest < 0 ? null : { quantity: names[largest]!, sigmas: sizes[largest]! };
}

interface Judged {
  readonly largest: Certificate["largestShift"];
  readonly rank: number;
  readonly unknowns: number;
  readonly norm: number;
  /** ‖E_double − E‖ */
  readonly rounding: number;
}

function objections({ largest, rank, unknowns, norm, rounding }: Judged, stored: number): string[] {
  const reasons: string[] = [];
  if (largest && !(largest.sigmas <= LARGEST_SHIFT)) {
    const { quantity, sigmas } = largest;
    reasons.push(
      `rounding errors move ${quantity} by ${sigmas.toPrecision(2)} of its standard deviation, allowed ${LARGEST_SHIFT}`,
    );
  }
  if (rank < unknowns)
    reasons.push(`the Jacobian has rank ${rank} above its errors, for ${unknowns} unknowns`);
  if (!(Math.abs(stored - norm) <= STORED_NORM_TOLERANCE * rounding))
    reasons.push(`the run stored ‖E‖ = ${stored}, its data have ${norm}: the theory or the run has changed`);
  return reasons;
}

function worstRelative({ double, exact, terms }: ResidualPair): number {
  return Math.max(...double.map((entry, i) => Math.abs(entry - exact[i]!) / terms[i]!));
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(square(a.map((entry, i) => entry - b[i]!)));
}

function square(vector: Float64Array): number {
  return vector.reduce((sum, entry) => sum + entry * entry, 0);
}

const log10 = (x: number) => log(x) / log(10);
