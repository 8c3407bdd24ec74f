import { isFixed } from "../../crossing/truncated/truncation.js";
import { familyOf } from "../../theory/family-of.js";
import type { OperatorSpec, Theory } from "../../theory/theory.js";
import type { Candidate } from "../explore/candidates.js";
import { Ladder } from "../ladder/ladder.js";
import type { ClimbedRung } from "../ladder/state.js";
import type { Rung } from "../rung/rung.js";
import { createSetting, type Setting } from "../rung/setting.js";
import { BREAK, SUSPECT } from "./criteria.js";

/** How far a given dimension, or the end of a range, is let go, in level spacings. */
const RELEASE = 1;

/**
 * What was given and may be wrong, where one level of truncation contradicts the other: each fixed dimension, each end of a range that an
 * operator ran into and the known charge are let go in turn, the ladder is climbed anew, and those whose release makes it go on are named. Where none does,
 * it is what cannot be let go: the external dimensions, the count of operators, the cuts.
 */
export function suspects(setting: Setting, ladder: Ladder, accepted: ClimbedRung): string[] {
  const failed = ladder.state.climbed.find(
    ({ rung, rise }) => rung <= accepted.rung + 1 && (rise ?? 0) > SUSPECT,
  )!;
  if (ladder.plan.explorer.polish === null) return [UNRELEASABLE];
  const names = releases(setting.theory, ladder.rungOf(failed), failed.pool[0]!)
    .filter(({ theory }) => heals(theory, ladder, failed.rung))
    .map(({ name }) => name);
  return names.length > 0 ? names : [UNRELEASABLE];
}

/** What no release of one number makes up for. */
const UNRELEASABLE =
  "no single number; look at the external dimension, the number of operators of each spin and the cuts";

interface Release {
  readonly name: string;
  readonly theory: Theory;
}

function releases(theory: Theory, { truncation }: Rung, { x }: Candidate): Release[] {
  const bound = (spin: number) =>
    theory.unitary ? familyOf(theory).unitarityBound(spin) : Number.NEGATIVE_INFINITY;
  let unknown = 0;
  const rows = truncation.operators.flatMap((operator, k): Release[] => {
    const spec = theory.spectrum[k]!;
    const changed = (changes: Partial<OperatorSpec>) => ({
      ...theory,
      spectrum: theory.spectrum.map((other, j) => (j === k ? { ...other, ...changes } : other)),
    });
    if (isFixed(operator)) {
      const at = operator.lower;
      const range = [Math.max(at - RELEASE, bound(operator.spin)), at + RELEASE] as const;
      const released = changed({ fixedDelta: null, conserved: false, delta: range });
      return [{ name: `Δ = ${at} of ${operator.label}`, theory: released }];
    }
    const value = x[unknown++]!;
    const [lower, upper] = spec.delta;
    if (value > operator.lower && value < operator.upper) return [];
    const [end, range] =
      value <= operator.lower
        ? [`lower end ${lower}`, [Math.max(lower - RELEASE, bound(operator.spin)), upper] as const]
        : [`upper end ${upper}`, [lower, upper + RELEASE] as const];
    return [{ name: `the ${end} of the range of ${operator.label}`, theory: changed({ delta: range }) }];
  });
  const charge = theory.charge === null ? [] : [{ name: "the charge", theory: { ...theory, charge: null } }];
  return [...rows, ...charge];
}

/** Climbed anew by least squares with the theory changed, does the ladder go on beyond the level that failed? */
function heals(theory: Theory, { plan, setting: { points } }: Ladder, failed: number): boolean {
  const rungs = plan.rungs.slice(0, failed + 1);
  const explorer = { ...plan.explorer, sac: null, sacSteps: 0 };
  const setting = createSetting(theory, rungs, points.name);
  const ladder = new Ladder(setting, {
    ...plan,
    rungs,
    explorer,
    climbAll: false,
    starts: rungs.map(() => []),
  });
  while (!ladder.state.finished) ladder.step();
  const last = ladder.state.climbed[failed];
  return last !== undefined && !last.lost && (last.rise ?? 0) <= BREAK;
}
