import type { KeptOperator, Truncation } from "../crossing/truncation.js";
import type { OperatorSpec, Theory } from "../theory/theory.js";

/** Unknown operators of a rung may lie this far above its cut: the cut is a guess. */
export const ABOVE_CUT = 1;

/** The truncated spectrum of a rung: its first operators, their ranges, and what the theory knows of them. */
export function truncation(theory: Theory, operators: number, cut: number): Truncation {
  const specs = theory.spectrum.slice(0, operators);
  return {
    cut,
    separation: theory.separation,
    operators: specs.map((spec, k) => keptOperator(theory, specs, spec, k, cut)),
  };
}

function keptOperator(
  theory: Theory,
  specs: readonly OperatorSpec[],
  spec: OperatorSpec,
  index: number,
  cut: number,
): KeptOperator {
  const label = operatorLabel(specs, index);
  const ope2 = knownCoefficient(theory, spec) ?? spec.ope2;
  if (spec.fixedDelta !== null)
    return { label, spin: spec.spin, lower: spec.fixedDelta, upper: spec.fixedDelta, ope2 };
  let [lower, upper] = spec.delta;
  for (const other of specs) {
    // an operator fixed at the bottom of the range leaves its neighbourhood to itself
    if (other.spin !== spec.spin || other.fixedDelta === null) continue;
    if (other.fixedDelta <= lower + theory.separation)
      lower = Math.max(lower, other.fixedDelta + theory.separation);
  }
  upper = Math.max(Math.min(upper, cut + ABOVE_CUT), lower + theory.separation);
  return { label, spin: spec.spin, lower, upper, ope2 };
}

/** The operator's name, or its place in the spectrum, from 1 as in every table, and its spin: `#4 (ℓ=0)`. */
export function operatorLabel(specs: readonly OperatorSpec[], index: number): string {
  const { name, spin } = specs[index]!;
  return name ?? `#${index + 1} (ℓ=${spin})`;
}

/**
 * The Ward identity of the stress tensor in two dimensions, a_T = 2h²/c = Δφ²/(2c), where the central charge is known
 * (A. A. Belavin, A. M. Polyakov, A. B. Zamolodchikov, Nucl. Phys. B 241 (1984) 333).
 */
function knownCoefficient(
  { charge, external }: Theory,
  spec: OperatorSpec,
): readonly [number, number] | null {
  if (charge === null || spec.spin !== 2 || spec.fixedDelta !== 2) return null;
  const ope2 = (external.delta * external.delta) / (2 * charge);
  return [ope2, ope2];
}
