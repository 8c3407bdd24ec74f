import { derivedValue } from "../../theory/derived.js";
import { theoryAt } from "../../theory/load.js";
import { findQuantity } from "../../theory/quantities.js";
import type { DerivedSpec, Theory } from "../../theory/theory.js";
import type { DerivedNumber, FoundParameter, SearchResult } from "../result.js";
import { QUANTILE } from "./error-bars.js";

/**
 * A result with the numbers that follow from it, as the theory's file says.
 *
 * Their bars are linear propagation, σ² = gᵀ C g, C the covariance of what was found and g the derivatives, central differences over one bar to either
 * side. What has a bar but no place in the covariance (coefficients that a semidefinite matrix ties to others) adds |g| σ to σ, the most that any
 * correlation could do.
 *
 * @param theory at the values of its parameters that were found
 */
export function withDerived(theory: Theory, result: SearchResult): SearchResult {
  if (theory.derived.length === 0) return result;
  return { ...result, derived: theory.derived.map((spec) => derivedNumber(theory, spec, result)) };
}

function derivedNumber(theory: Theory, spec: DerivedSpec, result: SearchResult): DerivedNumber {
  const { name, meaning } = spec;
  const estimates = spec.quantities.map((quantity) => {
    const found = findQuantity(result.operators, quantity);
    return found ? result.operators[found.index]![found.which] : null;
  });
  const known = estimates.every((estimate) => estimate !== null) ? estimates : null;
  const value = known && derivedValue(spec, valuesOf(known));
  const error = known && value !== null ? errorOf(theory, spec, { result, known }) : null;
  const half = QUANTILE * (error ?? 0);
  const interval95 = value === null || error === null ? null : ([value - half, value + half] as const);
  return { name, meaning, value, error, interval95 };
}

type Estimates = readonly SearchResult["operators"][number]["delta"][];

const valuesOf = (estimates: Estimates) => estimates.map(({ value }) => value);

interface Ingredients {
  readonly result: SearchResult;
  /** of the quantities of the expression */
  readonly known: Estimates;
}

/** One ingredient: its name, its bar, and the change of the derived number over one bar. */
interface Contribution {
  readonly name: string;
  readonly error: number;
  readonly change: number;
}

function errorOf(theory: Theory, spec: DerivedSpec, { result, known }: Ingredients): number | null {
  const { external = [], covariance } = result;
  const given = Object.entries(theory.uncertain).map(([name, error]) => ({
    name,
    value: theory.parameters[name]!,
    error,
  }));
  if (known.some(({ fixed, error }) => !fixed && error === null)) return null;
  const values = valuesOf(known);
  const contributions: Contribution[] = [];
  for (const [k, { error }] of known.entries()) {
    if (error === null || error === 0) continue;
    const at = (step: number) => derivedValue(spec, values.with(k, values[k]! + step));
    const change = centralChange(at, error);
    if (change === null) return null;
    contributions.push({ name: spec.quantities[k]!, error, change });
  }
  for (const { name, value, error } of [...external, ...given]) {
    const change = parameterChange(theory, spec, { name, value, error, values });
    if (change === null || (change !== 0 && error === null)) return null;
    if (error !== null && change !== 0) contributions.push({ name, error, change });
  }
  return propagated(contributions, covariance);
}

/** (f(σ) − f(−σ))/2; null where either is not finite. */
function centralChange(at: (step: number) => number | null, error: number): number | null {
  const [up, down] = [at(error), at(-error)];
  return up === null || down === null ? null : (up - down) / 2;
}

function propagated(contributions: readonly Contribution[], covariance: SearchResult["covariance"]): number {
  const placed = contributions.map(({ name }) => covariance?.quantities.indexOf(name) ?? -1);
  let variance = 0;
  let alone = 0;
  for (const [a, first] of contributions.entries()) {
    if (placed[a]! < 0) alone += Math.abs(first.change);
    else
      for (const [b, second] of contributions.entries()) {
        if (placed[b]! < 0) continue;
        const entry = covariance!.matrix[placed[a]!]![placed[b]!]!;
        variance += (first.change / first.error) * (second.change / second.error) * entry;
      }
  }
  return Math.sqrt(Math.max(variance, 0)) + alone;
}

/** Of a parameter's range, the step that tells whether an undetermined one matters. */
const STEP = 1e-3;

/** Half the change of the derived number over two bars of a parameter, kept in its range; of an undetermined one, over a small step. */
function parameterChange(
  theory: Theory,
  spec: DerivedSpec,
  { name, value, error, values }: Omit<FoundParameter, "interval95"> & { readonly values: readonly number[] },
): number | null {
  const { min, max } = theory.parameterSpecs[name]!;
  const step = error ?? STEP * (max! - min!);
  const ends = [Math.max(value - step, min!), Math.min(value + step, max!)] as const;
  const [down, up] = ends.map((at) => {
    const moved = theoryAt(theory, { [name]: at }).derived.find((other) => other.name === spec.name)!;
    return derivedValue(moved, values);
  });
  return up == null || down == null ? null : ((up - down) * step) / (ends[1] - ends[0]);
}
