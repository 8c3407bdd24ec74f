import { residualNorm } from "../../crossing/residual.js";
import { operatorData, placedTerms } from "../../crossing/truncated/truncation.js";
import { withinEvaluations } from "../../problem/evaluation-counter.js";
import { quantityName } from "../../theory/quantities.js";
import { knownSolution } from "../equations/equations.js";
import { coefficientWindows, type RowWindow } from "../equations/windows.js";
import type { Candidate } from "../explore/candidates.js";
import type { Ladder } from "../ladder/ladder.js";
import type { ClimbedRung } from "../ladder/state.js";
import type { SearchResult, Solution, SolutionOperator } from "../result.js";
import { type RungUse, rungOf } from "../rung/of-result.js";
import type { Rung } from "../rung/rung.js";
import { heldOutPoints } from "../rung/sample-points.js";
import type { Setting } from "../rung/setting.js";
import { CUT_VARIATION } from "../rung/truncation.js";
import { averagedErrors, type OtherContent } from "./averaged.js";
import { confirmation } from "./confirmation.js";
import { covarianceOf, type NamedQuantity } from "./covariance.js";
import { degeneracies } from "./degenerate.js";
import type { Rival } from "./determined.js";
import {
  candidateValues,
  type Fit,
  fitAt,
  guessMoves,
  informativeRows,
  type Move,
  totalErrors,
  type Variations,
} from "./error-bars.js";
import { familyMoves } from "./family-moves.js";
import { flatDirection } from "./flat-direction.js";
import { profileMoves } from "./profile-moves.js";
import { isRival, rivalSolution, rivalsAbove, rivalsBelow } from "./rivals.js";
import { solutionOperators } from "./solution-operators.js";
import type { Solved } from "./solved.js";
import { suspects } from "./suspects.js";
import { tailReliance } from "./tail-reliance.js";
import { solutionWarnings } from "./warnings.js";

/** Minima with χ² above this many times the best are no solutions. */
const WORTH_TELLING = 1000;

type Findings = Pick<
  SearchResult,
  | "residualNorm"
  | "heldOutNorm"
  | "reward"
  | "chi2"
  | "rank"
  | "cut"
  | "operators"
  | "solutions"
  | "covariance"
  | "tail"
  | "warnings"
>;

/** What is known of a solution besides its ladder. */
export interface Beside {
  /** other solutions of comparable evidence, of other contents */
  readonly rivals: readonly Rival[];
  /** contents that may be the right one, over which bars are averaged */
  readonly contents: readonly OtherContent[];
  /** the ladder stands for one that was not climbed to its end: nothing of it is determined */
  readonly unfinished: boolean;
}

/**
 * Turns the accepted rung of a ladder into the document's numbers: values, error bars, distinct solutions, warnings.
 * @param most evaluations in all that error bars may lead to; where they need more there are none, and a warning
 */
export function assemble(
  setting: Setting,
  ladder: Ladder,
  climbed: ClimbedRung,
  most: number,
  beside: Beside,
): Findings {
  const rung = ladder.rungOf(climbed);
  const worst = WORTH_TELLING * climbed.pool[0]!.objective;
  const told = rung.model ? climbed.pool.filter(({ objective }) => objective <= worst) : climbed.pool;
  const solved = soundFirst(
    rung,
    told.map((candidate) => solve(rung, candidate, climbed.amplitude)),
  );
  const best = solved[0]!;
  const bars = withinEvaluations(ladder.state.counter, most, () =>
    best.fit ? bestBars(ladder, climbed, best.fit, beside.contents) : null,
  );
  const { errors = null, moves = [], rivalsOfLost = [] } = bars?.done ?? {};
  const rivals = solved.slice(1).filter(({ fit }) => fit && best.fit && isRival(fit, best.fit));
  const rungs = [...rivalsOfLost, ...rivalsBelow(rung, ladder.state.climbed, climbed)];
  const windows = rung.objective === "equations" ? rowWindows(rung, best) : null;
  const standing = beside.unfinished ? "single-level" : confirmation(ladder, climbed);
  const flat = best.fit && flatDirection(rung, best.fit);
  const flaws = degeneracies(rung, best);
  const describe = (solution: Solved) =>
    solutionOperators(rung, solution, {
      sound: standing === "confirmed" && degeneracies(rung, solution).length === 0,
      windows: solution === best ? windows : null,
      followed: solution === best && (flat?.far.length ?? 0) > 0,
      errors: solution === best ? errors : (solution.fit?.errors ?? null),
      rivals: [
        ...[best, ...rivals].filter((other) => other !== solution).map((other) => rivalSolution(rung, other)),
        ...rungs,
        ...beside.rivals,
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
  const { operators } = solutions[0]!;
  return {
    residualNorm: norm.named,
    heldOutNorm: norm.heldOut,
    reward: 1 / norm.named,
    chi2: best.fit ? best.candidate.objective : null,
    rank: rung.model ? informativeRows(rung, climbed.amplitude) : null,
    cut: rung.truncation.cut,
    operators,
    solutions,
    ...withinEvaluations(ladder.state.counter, most, () =>
      best.fit && errors ? posteriorSummary(rung, best.fit, { errors, moves, operators }) : {},
    )?.done,
    warnings: solutionWarnings(rung, best, {
      operators,
      rivals: rivals.length,
      standing,
      flaws,
      suspects: standing === "suspect" ? suspects(setting, ladder, climbed) : [],
      unlocalised: ladder.state.climbed.flatMap((entry) => entry.unlocalised),
      afforded: bars !== null,
    }),
  };
}

/** What the bars of the best solution are made of, and the rivals that they are held against. */
function bestBars(ladder: Ladder, accepted: ClimbedRung, best: Fit, contents: readonly OtherContent[]) {
  const own = ladder.rungOf(accepted);
  const family = flatDirection(own, best);
  const near = [
    ...guessMoves(best, variations(ladder, accepted)),
    ...(family?.bent ? familyMoves(own, best, family) : []),
  ];
  const moves = [...near, ...profileMoves(own, best, totalErrors(best, near))];
  const rivalsOfLost = ladder.state.climbed
    .filter(({ rung }) => rung > accepted.rung)
    .flatMap((lost) => {
      const rung = ladder.rungOf(lost);
      const solved = lost.pool.map((candidate) => solve(rung, candidate, lost.amplitude));
      return rivalsAbove(rung, solved, best);
    });
  const errors = averagedErrors(own, best, totalErrors(best, moves), contents);
  return { errors, moves, rivalsOfLost };
}

/** What the best solution's posterior says beyond the bars. */
function posteriorSummary(
  rung: Rung,
  fit: Fit,
  {
    errors,
    moves,
    operators,
  }: { errors: Fit["errors"]; moves: readonly Move[]; operators: readonly SolutionOperator[] },
): Pick<SearchResult, "covariance" | "tail"> {
  const determined = determinedQuantities(rung, operators);
  return {
    covariance: covarianceOf(rung, fit, moves, determined),
    tail: tailReliance(rung, fit, errors, determined),
  };
}

/** Each determined dimension once, and each determined coefficient. */
function determinedQuantities(rung: Rung, operators: readonly SolutionOperator[]): NamedQuantity[] {
  const terms = placedTerms(rung.truncation);
  return operators.flatMap((line, t) => {
    const { operator } = terms[t]!;
    const name = (which: "delta" | "ope2") => quantityName(operators, { index: t, which });
    const first = terms.findIndex((other) => other.operator === operator) === t;
    return [
      ...(first && line.delta.error !== null
        ? [{ which: "delta" as const, index: operator, name: name("delta") }]
        : []),
      ...(line.ope2.error === null ? [] : [{ which: "ope2" as const, index: t, name: name("ope2") }]),
    ];
  });
}

/** The best solution that is one goes first where it is as good as the best of all: a spare operator costs next to nothing. */
function soundFirst(rung: Rung, solved: readonly Solved[]): Solved[] {
  const first = solved[0]?.fit;
  const sound = solved.find(
    (solution) =>
      first && solution.fit && isRival(solution.fit, first) && degeneracies(rung, solution).length === 0,
  );
  return sound ? [sound, ...solved.filter((other) => other !== sound)] : [...solved];
}

/** Solutions are compared each at the amplitude of its own; one that an interrupt left unweighed stands at its rung's. */
function solve(rung: Rung, candidate: Candidate, amplitude: number): Solved {
  if (!rung.model) return { candidate, fit: null, ...candidateValues(rung, candidate, amplitude) };
  const fit = fitAt(rung, Float64Array.from(candidate.x), candidate.weight?.amplitude ?? amplitude);
  return { candidate, fit, delta: fit.delta, ope2: fit.ope2 };
}

/** The rung with other cuts, and with another shape of its tail. */
function variations(ladder: Ladder, climbed: ClimbedRung): Variations {
  const { setting, state } = ladder;
  const vary = (change: RungUse) => rungOf(setting, climbed.summary, { counter: state.counter, ...change });
  const cutShift = CUT_VARIATION * setting.family.levelSpacing;
  return {
    rung: ladder.rungOf(climbed),
    cuts: [vary({ cutShift: -cutShift }), vary({ cutShift })],
    shapes: [vary({ shape: setting.family.variedTail(setting.theory.tail.model) })],
  };
}

function norms(setting: Setting, rung: Rung, { delta, ope2 }: Solved): { named: number; heldOut: number } {
  const data = operatorData(rung.truncation, delta, ope2);
  const heldOut = setting.family.equation(heldOutPoints(setting.theory));
  return { named: residualNorm(setting.equation, data), heldOut: residualNorm(heldOut, data) };
}

function rowWindows(rung: Rung, { candidate, ope2 }: Solved): (RowWindow | null)[] {
  return coefficientWindows(rung, knownSolution(rung, candidate.x, ope2));
}
