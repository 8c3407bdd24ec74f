import { InputError } from "../../errors.js";
import {
  type Candidate,
  candidateAt,
  SAME_DIMENSION,
  samePlace,
  type Weight,
} from "../explore/candidates.js";
import { CLIMBED } from "../inference/criteria.js";
import { type Fit, fit, fitAt } from "../inference/error-bars.js";
import { temperedDifference } from "../inference/tempered-evidence.js";
import type { Rung } from "../rung/rung.js";

/** Branches that go up a ladder, at most. */
const KEPT = 8;
const MOST_ROUNDS = 8;
const SETTLED = 1e-3;

/** How the candidates of a rung are weighed. */
export interface Weighing {
  /** amplitude of the explorer that found them */
  readonly amplitude: number;
  /** false where the theory file gives the amplitude */
  readonly fitted: boolean;
  /** false where places are left where they were found */
  readonly polished: boolean;
}

/**
 * The candidates of a rung with a tail of the size that fits each best, most likely first. A branch whose own amplitude is twice the leader's looks
 * four times worse in χ² at the leader's; weighed by the tempered evidence it stays within {@link CLIMBED}, and the next rung decides.
 *
 * @throws InputError where not one of them has a finite evidence
 */
export function weighedBranches(rung: Rung, pool: readonly Candidate[], weighing: Weighing): Candidate[] {
  const branches: Candidate[] = [];
  for (const candidate of pool) {
    const branch = weighed(rung, candidate, weighing);
    const twin = branches.findIndex((other) => samePlace(other, branch, SAME_DIMENSION * rung.levelSpacing));
    if (twin < 0) branches.push(branch);
    else branches[twin] = united(branches[twin]!, branch);
  }
  if (branches.every(({ weight }) => !Number.isFinite(weight!.evidence))) {
    throw new InputError({
      where: rung.setting.theory.name,
      allowed:
        "the evidence is not a number at any place found: its equations, ranges or external dimensions are too extreme",
    });
  }
  branches.sort((a, b) => a.weight!.evidence - b.weight!.evidence);
  const best = branches[0]!.weight!;
  return branches
    .filter(({ weight }) => temperedDifference(weight!, best) <= CLIMBED)
    .slice(0, KEPT)
    .map((branch) => ({ ...branch, objective: objectiveAt(rung, branch, best.amplitude) }));
}

function weighed(rung: Rung, candidate: Candidate, { amplitude, fitted, polished }: Weighing): Candidate {
  const x = Float64Array.from(candidate.x);
  const own = fitted ? likeliestAmplitude(rung, x, amplitude) : amplitude;
  const found = polished && fitted ? fit(rung, x, own) : { ...fitAt(rung, x, own), isMinimum: polished };
  const place = candidateAt(rung.problem(found.amplitude), found.x, candidate.origin);
  return { ...place, count: candidate.count, weight: weightOf(found) };
}

/** The amplitude that fits a place best, from any distance: one fit looks no further than a factor of e³. */
function likeliestAmplitude(rung: Rung, x: Float64Array, amplitude: number): number {
  let present = amplitude;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = rung.model!.fitAmplitude(x, present);
    const settled = Math.abs(next / present - 1) < SETTLED;
    present = next;
    if (settled) break;
  }
  return present;
}

const weightOf = ({
  amplitude,
  evidence,
  informativeRows,
  isMinimum,
}: Fit & Pick<Weight, "isMinimum">): Weight => ({
  isMinimum,
  amplitude,
  evidence,
  informativeRows,
});

/** The more likely of two finds of one place; the credit is the first finder's. */
function united(first: Candidate, second: Candidate): Candidate {
  const better = second.weight!.evidence < first.weight!.evidence ? second : first;
  return { ...better, origin: first.origin, count: first.count + second.count };
}

function objectiveAt(rung: Rung, { x }: Candidate, amplitude: number): number {
  return rung.problem(amplitude).objective(Float64Array.from(x));
}

/** The branch of the rung below that a solution goes on from: the nearest in the dimensions that both have. */
export function ancestor(below: readonly Candidate[], x: readonly number[]): Candidate | undefined {
  const distance = ({ x: other }: Candidate) =>
    other.reduce((sum, value, k) => sum + (value - x[k]!) * (value - x[k]!), 0);
  return [...below].sort((a, b) => distance(a) - distance(b))[0];
}
