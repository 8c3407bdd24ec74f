import { familyOf } from "../../theory/family-of.js";
import { isStressTensor } from "../../theory/known-charge.js";
import type { Theory } from "../../theory/theory.js";
import { AGREEMENT_BARS, OTHER_LEVEL } from "../inference/criteria.js";
import type { Warning } from "../result.js";
import type { Solution, SolvedOperator } from "./level.js";

/**
 * Conserved currents that were found and not given: at the unitarity bound, or within three bars above it,
 * where only a symmetry puts an operator. A theory with it is another one than a theory without. The stress
 * tensor, and in two dimensions the currents of even spin that follow from it, are no news.
 */
export function newCurrents(theory: Theory, { operators }: Solution): SolvedOperator[] {
  const { unitarityBound, dimension, levelSpacing, stressTensor } = familyOf(theory);
  if (!theory.unitary) return [];
  const follows = (spin: number) =>
    dimension === 2 ? spin % 2 === 0 : spin === (stressTensor?.spin ?? STRESS_TENSOR);
  return operators.filter(({ spin, delta, error }) => {
    const room = Math.min(AGREEMENT_BARS * (error ?? 0), OTHER_LEVEL * levelSpacing);
    return spin > 0 && !follows(spin) && delta <= unitarityBound(spin) + room;
  });
}

const STRESS_TENSOR = 2;

export const currentWarning = (currents: readonly SolvedOperator[]): Warning[] =>
  currents.map(({ spin, delta }) => ({
    code: "current",
    message: `(${delta.toPrecision(6)}, ℓ=${spin}) is a conserved current that was not given: nothing is determined before its symmetry is, by --fixed, or is excluded, by --gap`,
  }));

/** How near to 2 Δφ an operator of a generalised free field is, in levels. */
const SAME = 0.02;

/**
 * Without a stress tensor the generalised free field solves crossing at every external dimension, and with
 * fewer operators than other theories. Is the lowest scalar φ², of dimension 2 Δφ?
 */
export function isFreeField(theory: Theory, { operators }: Solution): boolean {
  const { levelSpacing, stressTensor } = familyOf(theory);
  const { delta: external } = theory.external;
  const lowest = operators.find(({ spin }) => spin === 0);
  if (external === undefined || !lowest || theory.spectrum.some((row) => isStressTensor(row, stressTensor)))
    return false;
  return Math.abs(lowest.delta - 2 * external) <= SAME * levelSpacing;
}

export function freeFieldWarning(theory: Theory): Warning {
  const { stressTensor } = familyOf(theory);
  const tensor = stressTensor
    ? `; a local theory has a stress tensor: --fixed "T: ${stressTensor.spin}, ${stressTensor.delta}"`
    : "";
  const message = `the lowest scalar is at 2 Δφ, as in the generalised free field, which solves crossing at every Δφ${tensor}`;
  return { code: "trivial-solution", message };
}

/**
 * @param suspects what was given without which another content is better, likeliest first
 * @param contradicted do the cuts contradict each other, which no content of one theory does?
 */
export function suspectWarning(
  { charge, spectrum, gaps }: Theory,
  suspects: readonly string[],
  contradicted: boolean,
): Warning[] {
  if (suspects.length > 0)
    return [
      {
        code: "suspect-input",
        message: `nothing is determined, and something given may be wrong; let go, another content beats this one, likeliest first: ${suspects.join("; ")}`,
      },
    ];
  if (!contradicted || (charge === null && spectrum.length === 0 && gaps.length === 0)) return [];
  const message =
    "one cut contradicts the one below, something given is wrong; no single number makes up for it: look at the external dimension and the gaps";
  return [{ code: "suspect-input", message }];
}
