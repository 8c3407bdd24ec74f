import { InputError } from "../errors.js";
import { log } from "../math/elementary.js";
import { ROW_TOLERANCE } from "../search/equations/row-equations.js";
import type { SearchResult } from "../search/result.js";
import { placeOfResult } from "../search/rung/of-result.js";
import { createSetting, type Setting } from "../search/rung/setting.js";
import type { Theory } from "../theory/theory.js";
import { normObjections, support, unknownsObjections } from "./objections.js";
import { distance, type ResidualPair, residualPair, square } from "./residual.js";
import { whitenedPair } from "./whitened.js";

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
  /** directions in which that Jacobian is above its errors */
  readonly rank: number;
  /** log₁₀ of the ratio of the largest and the smallest singular value */
  readonly digitsLost: number;
  /** the determined unknown that the rounding errors of E move furthest, in its standard deviations; null without one */
  readonly largestShift: { readonly quantity: string; readonly sigmas: number } | null;
  readonly supported: boolean;
  /** why it is not, a line each */
  readonly reasons: readonly string[];
}

/** Digits below which the recomputation would be no judge of double precision, and above which it takes minutes. */
const FEWEST_DIGITS = 20;
const MOST_DIGITS = 300;

/**
 * Recomputes the best solution of a result with decimal blocks at the points of the search, and says whether the double-precision
 * answer is supported: rounding errors of the whitened residual, tables included, move no number that the result determines by more than a
 * tenth of its posterior's standard deviation; no such number rests on directions in which the Jacobian is below its own errors; and the run's
 * ‖E‖ is that of its data.
 *
 * @param points name of the search's point set, where it was not the theory's
 * @throws InputError for digits out of range, a family without decimal equations (6D), and where the result does not belong to the theory
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
  const setting = createSetting(theory, [placeOfResult(theory, result).spec], points);
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
  const known = support(whitened);
  const { unknowns, singularValues, rank, largestShift } = known;
  const common = recomputation(setting, result, { pair, digits });
  const reasons = [...unknownsObjections(known), ...common.reasons];
  return {
    ...common,
    chi2: square(linearisation.residual.map((entry, i) => entry - change[i]!)),
    chi2Double: square(linearisation.residual),
    unknowns,
    singularValues: Array.from(singularValues),
    rank,
    digitsLost: rank === 0 ? 0 : log10(singularValues[0]! / singularValues[singularValues.length - 1]!),
    largestShift,
    supported: reasons.length === 0,
    reasons,
  };
}

interface Recomputed {
  readonly pair: ResidualPair;
  readonly digits: number;
}

/** What there is to say of E whatever the objective. */
function recomputation(setting: Setting, result: SearchResult, { pair, digits }: Recomputed) {
  const norm = pair.norm.toNumber();
  const rounding = distance(pair.double, pair.exact);
  return {
    theory: setting.theory.name,
    points: setting.points.name,
    digits,
    residualNorm: norm,
    residualNormDecimal: pair.norm.toSignificantDigits(digits).toString(),
    storedNorm: result.residualNorm,
    digitsHeld: -log10(rounding / norm),
    digitsHeldOfTerms: -log10(worstRelative(pair)),
    reasons: normObjections(result.residualNorm, norm, rounding),
  };
}

/** Rows as equations have a family of solutions: what is certified is that the run's is one of them. */
function certifyEquations(setting: Setting, result: SearchResult, recomputed: Recomputed): Certificate {
  const common = recomputation(setting, result, recomputed);
  const largest = Math.max(...recomputed.pair.exact.map(Math.abs));
  const reasons = [...common.reasons];
  if (!(largest <= ROW_TOLERANCE))
    reasons.push(`a row is off by ${largest.toExponential(1)}, allowed ${ROW_TOLERANCE}`);
  return {
    ...common,
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

function worstRelative({ double, exact, terms }: ResidualPair): number {
  return Math.max(...double.map((entry, i) => Math.abs(entry - exact[i]!) / terms[i]!));
}

const log10 = (x: number) => log(x) / log(10);
