import { operatorData, placedTerms } from "../../crossing/truncated/truncation.js";
import type { Rung as RungSpec } from "../../theory/theory.js";
import { LOCALISED_DIMENSION, LOCALISED_SIGNIFICANCE, SUSPECT } from "../inference/criteria.js";
import { degeneracies } from "../inference/degenerate.js";
import { candidateValues, type Fit, fitAt } from "../inference/error-bars.js";
import { temperedDifference } from "../inference/tempered-evidence.js";
import type { Rung } from "../rung/rung.js";
import { ancestor } from "./branches.js";
import type { ClimbedRung, LadderState } from "./state.js";

/** A rung is explored again where −2 ln(evidence) is this much above that of the rung below: the solution that continues it has been missed. */
const EVIDENCE_MISFIT = 30;

/** Where a ladder stands: the rung, and how many operators the one below had. */
interface Position {
  readonly spec: RungSpec;
  readonly older: number;
}

/** What a rung comes to with the solutions that its ladder has found, best first. */
export function climbedRung(rung: Rung, state: LadderState, { spec, older }: Position): ClimbedRung {
  const { operators, cut } = spec;
  const best = state.pool[0];
  if (!best) throw new Error("a rung ended without a solution");
  const present = rung.model ? fitAt(rung, Float64Array.from(best.x), state.amplitude) : null;
  const { delta, ope2 } = present ?? candidateValues(rung, best, state.amplitude);
  return {
    rung: state.rung,
    amplitude: state.amplitude,
    pool: state.pool,
    unlocalised: present ? unlocalised(rung, present, older) : [],
    lost: false,
    trivial: present !== null && degeneracies(rung, present).some(({ code }) => code === "trivial-solution"),
    rise: rise(rung, state),
    errors: present && placedTerms(rung.truncation).map(({ operator }) => present.errors.delta[operator]!),
    summary: {
      operators,
      cut,
      chi2: best.objective,
      amplitude: state.amplitude,
      ...(Object.keys(state.channelAmplitudes).length > 0 && {
        channelAmplitudes: state.channelAmplitudes,
      }),
      evidence: present?.evidence ?? 0,
      evaluations: state.counter.evaluations,
      cpuSeconds: state.cpuSeconds,
      best: operatorData(rung.truncation, delta, ope2),
    },
  };
}

/** Does the ladder go on from a rung: does it raise the evidence, or localise its new operators, without a suspicious rise? */
export function accepts(rung: Rung, state: LadderState, found: ClimbedRung): boolean {
  const climbed = state.climbed.filter(({ trivial }) => !trivial);
  const { summary, unlocalised } = found;
  if (climbed.length === 0 || rung.model === null) return true;
  if (!comparable(rung)) return unlocalised.length === 0;
  if ((found.rise ?? 0) > SUSPECT) return false;
  const best = Math.min(...climbed.map((other) => other.summary.evidence));
  return unlocalised.length === 0 || summary.evidence < best;
}

/** By how much the best solution is worse than the one of the rung below that it goes on from. */
function rise(rung: Rung, { climbed, pool }: LadderState): number | null {
  const below = climbed[climbed.length - 1];
  if (!below || below.trivial || rung.model === null || !comparable(rung)) return null;
  const best = pool[0]!;
  const origin = ancestor(below.pool, best.x);
  return best.weight && origin?.weight ? temperedDifference(best.weight, origin.weight) : null;
}

/** Is the best solution so far much worse than that of the rung below: has the one that continues it been missed? */
export function missed(rung: Rung, { climbed, pool, amplitude }: LadderState): boolean {
  const below = climbed[climbed.length - 1];
  if (!below || below.trivial || !rung.model || pool.length === 0 || !comparable(rung)) return false;
  const { evidence } = fitAt(rung, Float64Array.from(pool[0]!.x), amplitude);
  return evidence > below.summary.evidence + EVIDENCE_MISFIT;
}

/** Without a prior of the kept coefficients an operator's part in the evidence is the width of its box: rungs do not compare. */
function comparable({ tail, truncation }: Rung): boolean {
  return placedTerms(truncation).some((term) => tail.width(term, truncation.cut) !== null);
}

/** Labels of the operators beyond the older ones that the data do not localise. */
function unlocalised({ truncation, levelSpacing }: Rung, { errors, ope2 }: Fit, older: number): string[] {
  const widest = LOCALISED_DIMENSION * levelSpacing;
  const terms = placedTerms(truncation);
  return truncation.operators.flatMap(({ label, lower, upper }, k) => {
    if (k < older) return [];
    const dimension = errors.delta[k];
    const significant = terms.some(({ operator }, t) => {
      const error = errors.ope2[t];
      return operator === k && !(error && Math.abs(ope2[t]!) < LOCALISED_SIGNIFICANCE * error);
    });
    const absent = !significant;
    const lost = lower < upper && !(dimension !== null && dimension !== undefined && dimension < widest);
    return absent || lost ? [label] : [];
  });
}
