import { residualNorm } from "../../crossing/residual.js";
import { isFixed, isKnown, operatorData, placedTerms } from "../../crossing/truncated/truncation.js";
import { withinEvaluations } from "../../problem/evaluation-counter.js";
import { familyOf } from "../../theory/family-of.js";
import type { Theory } from "../../theory/theory.js";
import { knownSolution } from "../equations/equations.js";
import { coefficientWindows, type RowWindow } from "../equations/windows.js";
import type { Candidate } from "../explore/candidates.js";
import type { Ladder } from "../ladder/ladder.js";
import type { ClimbedRung } from "../ladder/state.js";
import type { Estimate, Origin, SearchResult, Solution, SolutionOperator } from "../result.js";
import { type RungUse, rungOf } from "../rung/of-result.js";
import type { Rung } from "../rung/rung.js";
import { heldOutPoints } from "../rung/sample-points.js";
import type { Setting } from "../rung/setting.js";
import { CUT_VARIATION, termCuts } from "../rung/truncation.js";
import { determinedOperators, type Rival } from "./determined.js";
import { candidateValues, type Fit, fitAt, informativeRows, QUANTILE, totalErrors } from "./error-bars.js";
import { flatDirection } from "./flat-direction.js";
import type { Solved } from "./solved.js";
import { solutionWarnings } from "./warnings.js";

/** Solutions whose −2 ln(evidence) is within this of the best one's are comparable: odds of 1 : 400. */
const COMPARABLE = 12;
/** A rung with fewer operators whose −2 ln(evidence) is within this of the accepted one's says as much: odds of 1 : 5. */
const EQUAL = 3;
/** Differences in Δ that mean nothing: between solutions of one rung, and, in levels, of rungs with different cuts. */
const SAME_PLACE = 1e-12;
const OTHER_RUNG = 0.05;
/** Minima with χ² above this many times the best are no solutions. */
const WORTH_TELLING = 1000;

type Findings = Pick<
  SearchResult,
  "residualNorm" | "heldOutNorm" | "reward" | "chi2" | "rank" | "cut" | "operators" | "solutions" | "warnings"
>;

/**
 * Turns the accepted rung of a ladder into the document's numbers: values, error bars, distinct solutions, warnings.
 * @param most evaluations in all that error bars may lead to; where they need more there are none, and a warning
 */
export function assemble(setting: Setting, ladder: Ladder, climbed: ClimbedRung, most: number): Findings {
  const rung = ladder.rungOf(climbed);
  const worst = WORTH_TELLING * climbed.pool[0]!.objective;
  const told = rung.model ? climbed.pool.filter(({ objective }) => objective <= worst) : climbed.pool;
  const solved = told.map((candidate) => solve(rung, candidate, climbed.amplitude));
  const best = solved[0]!;
  const bars = withinEvaluations(ladder.state.counter, most, () =>
    best.fit ? errorBars(setting, ladder, climbed, best.fit) : null,
  );
  const errors = bars?.done ?? null;
  const rivals = solved
    .slice(1)
    .filter(({ fit }) => fit && best.fit && fit.evidence < best.fit.evidence + COMPARABLE);
  const rungs = ladder.state.climbed.filter(({ rung: other, summary: { evidence } }) => {
    if (other === climbed.rung) return false;
    return evidence < climbed.summary.evidence + (other > climbed.rung ? COMPARABLE : EQUAL);
  });
  const windows = rung.objective === "equations" ? rowWindows(rung, best) : null;
  const confirmed = isConfirmed(ladder, climbed);
  const describe = (solution: Solved) =>
    operators(setting.theory, rung, solution, {
      confirmed,
      windows: solution === best ? windows : null,
      errors: solution === best ? errors : (solution.fit?.errors ?? null),
      rivals: [
        ...[best, ...rivals].filter((other) => other !== solution).map((other) => ofRung(rung, other)),
        ...rungs.map(({ summary: { operators, best, cut }, errors }) => ({
          operators: best.map((operator, t) => ({ ...operator, error: errors?.[t] ?? null })),
          cut: termCuts(setting.theory, operators, cut),
          tolerance: OTHER_RUNG * rung.levelSpacing,
        })),
      ],
    });
  const norm = norms(setting, rung, best);
  const solutions: Solution[] = solved.map((solution) => ({
    chi2: solution.fit ? solution.candidate.objective : null,
    residualNorm: norms(setting, rung, solution).named,
    count: solution.candidate.count,
    origin: solution.candidate.origin,
    operators: describe(solution),
  }));
  return {
    residualNorm: norm.named,
    heldOutNorm: norm.heldOut,
    reward: 1 / norm.named,
    chi2: best.fit ? best.candidate.objective : null,
    rank: rung.model ? informativeRows(rung, climbed.amplitude) : null,
    cut: rung.truncation.cut,
    operators: solutions[0]!.operators,
    solutions,
    warnings: solutionWarnings(rung, best, {
      operators: solutions[0]!.operators,
      rivals: rivals.length,
      confirmed,
      unlocalised: ladder.state.climbed.flatMap((entry) => entry.unlocalised),
      afforded: bars !== null,
    }),
  };
}

/** Solutions are compared each at the amplitude of its own. */
function solve(rung: Rung, candidate: Candidate, amplitude: number): Solved {
  if (!rung.model) return { candidate, fit: null, ...candidateValues(rung, candidate, amplitude) };
  const x = Float64Array.from(candidate.x);
  const fit = fitAt(rung, x, rung.model.fitAmplitude(x, amplitude));
  return { candidate, fit, delta: fit.delta, ope2: fit.ope2 };
}

function errorBars(setting: Setting, ladder: Ladder, climbed: ClimbedRung, best: Fit): Fit["errors"] {
  const { family, theory } = setting;
  const { counter } = ladder.state;
  const vary = (change: RungUse) => rungOf(setting, climbed.summary, { counter, ...change });
  const cutShift = CUT_VARIATION * family.levelSpacing;
  return totalErrors(best, {
    rung: ladder.rungOf(climbed),
    cuts: [vary({ cutShift: -cutShift }), vary({ cutShift })],
    shapes: [vary({ shape: family.variedTail(theory.tail.model) })],
  });
}

function norms(setting: Setting, rung: Rung, { delta, ope2 }: Solved): { named: number; heldOut: number } {
  const data = operatorData(rung.truncation, delta, ope2);
  const heldOut = setting.family.equation(heldOutPoints(setting.theory));
  return { named: residualNorm(setting.equation, data), heldOut: residualNorm(heldOut, data) };
}

const ofRung = ({ truncation }: Rung, { delta, ope2 }: Solved): Rival => ({
  operators: operatorData(truncation, delta, ope2).map((operator) => ({ ...operator, error: null })),
  cut: () => Number.POSITIVE_INFINITY,
  tolerance: SAME_PLACE,
});

function rowWindows(rung: Rung, { candidate, ope2 }: Solved): (RowWindow | null)[] {
  return coefficientWindows(rung, knownSolution(rung, candidate.x, ope2));
}

/**
 * Do other rungs stand by this one? Its own new operators and those of all rungs below were found where the data have them, and where it is
 * the first, the next was not lost at once: a first rung fits its few numbers to the solution of the smallest tail, whichever that is.
 */
function isConfirmed({ state: { climbed: all } }: Ladder, { rung }: ClimbedRung): boolean {
  const next = all.find((other) => other.rung === rung + 1);
  return all.every((other) => other.rung > rung || !other.lost) && !(rung === 0 && next?.lost);
}

interface OperatorContext {
  readonly confirmed: boolean;
  /** ranges of coefficients over all solutions of rows that are equations [terms]; null where rows are none */
  readonly windows: readonly (RowWindow | null)[] | null;
  readonly errors: Fit["errors"] | null;
  readonly rivals: readonly Rival[];
}

function operators(
  theory: Theory,
  rung: Rung,
  solution: Solved,
  { confirmed, windows, errors, rivals }: OperatorContext,
): SolutionOperator[] {
  const { operators: kept } = rung.truncation;
  // along a bent family of solutions the bars, Gaussian about one member, mean nothing
  const isFamily = solution.fit !== null && flatDirection(rung, solution.fit)?.bent === true;
  const standing =
    errors && confirmed && !isFamily
      ? determinedOperators(kept, { ...solution, errors }, rivals, rung.levelSpacing)
      : [];
  return placedTerms(rung.truncation).map((term, t) => {
    const { operator: k, channel } = term;
    const spec = theory.spectrum[k]!;
    const fixedDelta = isFixed(kept[k]!);
    const window = windows?.[t] ?? null;
    const determined = window !== null || (standing[t] ?? false);
    return {
      channel,
      spin: spec.spin,
      ...(spec.name === undefined ? {} : { name: spec.name }),
      determined,
      origin: origin(solution.candidate.origin, fixedDelta),
      delta: estimate(solution.delta[k]!, errors?.delta[k] ?? null, {
        fixed: fixedDelta,
        determined,
        least: theory.unitary ? familyOf(theory).unitarityBound(spec.spin) : null,
      }),
      ope2: window
        ? windowEstimate(solution.ope2[t]!, window)
        : estimate(solution.ope2[t]!, errors?.ope2[t] ?? null, {
            fixed: isKnown(term),
            determined,
            least: term.ope2[0] >= 0 ? 0 : null,
          }),
    };
  });
}

const origin = (found: Origin, fixed: boolean): Origin => (fixed ? "given" : found);

/** The whole window counts as a 95 % interval, its half-width as that of a normal distribution. */
const windowEstimate = (value: number, { min, max }: RowWindow): Estimate => ({
  value,
  error: (max - min) / (2 * QUANTILE),
  interval95: [min, max],
  fixed: false,
});

function estimate(
  value: number,
  error: number | null,
  { fixed, determined, least }: { fixed: boolean; determined: boolean; least: number | null },
): Estimate {
  if (fixed || !determined || error === null) return { value, error: null, interval95: null, fixed };
  const lower = value - QUANTILE * error;
  return {
    value,
    error,
    interval95: [least === null ? lower : Math.max(lower, least), value + QUANTILE * error],
    fixed,
  };
}
