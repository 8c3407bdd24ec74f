import { EigenvalueDecomposition } from "ml-matrix";
import type { Rung } from "../rung/rung.js";
import type { Fit } from "./error-bars.js";

/** The softest direction of a posterior, where it is soft enough to be a family of solutions rather than a point. */
export interface FlatDirection {
  /** labels of the operators that take part */
  readonly operators: readonly string[];
  /** one standard deviation along it, in levels of Δ and relative changes of a */
  readonly size: number;
  /**
   * several dimensions move far along it: the equations are linear in coefficients, so that a direction of those alone leaves every Gaussian
   * bar what it is, but not in dimensions
   */
  readonly bent: boolean;
  /** those dimensions: which unknown each is, and its part of the direction in Δ */
  readonly far: readonly { readonly operator: number; readonly unknown: number; readonly step: number }[];
}

/** Standard deviation along the softest direction above which solutions form a family. */
const FLAT = 0.3;
/** Share of an unknown in the direction from which on it is named. */
const SHARE = 0.2;
/** A dimension that moves by more than this many levels along the direction moves far. */
const FAR = 0.1;

/**
 * The largest principal axis of the posterior in (Δ, ln a), if its standard deviation is large and several operators move along it. One operator that is
 * merely badly determined is none of its business.
 */
export function flatDirection(rung: Rung, fit: Fit): FlatDirection | null {
  const posterior = rung.model!.posterior(fit.x, fit.amplitude);
  const { covariance, unknowns } = posterior.relativeCovariance(fit.ope2, rung.levelSpacing);
  if (unknowns.length < 2) return null;
  const unbounded = unknowns.filter((_, j) => !covariance[j]!.every(Number.isFinite));
  if (unbounded.length > 0)
    return { operators: labels(rung, unbounded), size: Number.POSITIVE_INFINITY, bent: true, far: [] };
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  });
  const largest = realEigenvalues.indexOf(Math.max(...realEigenvalues));
  const size = Math.sqrt(realEigenvalues[largest]!);
  const named = labels(
    rung,
    unknowns.filter((_, j) => Math.abs(eigenvectorMatrix.get(j, largest)) > SHARE),
  );
  const { free } = rung.problem(fit.amplitude).equation;
  const far = unknowns.flatMap(({ operator, term }, j) => {
    const part = eigenvectorMatrix.get(j, largest);
    if (term !== null || size * Math.abs(part) <= FAR) return [];
    return [{ operator, unknown: free.indexOf(operator), step: part * rung.levelSpacing }];
  });
  return size > FLAT && named.length > 1 ? { operators: named, size, bent: far.length > 1, far } : null;
}

/** Every operator once. */
function labels({ truncation }: Rung, unknowns: readonly { readonly operator: number }[]): string[] {
  return [...new Set(unknowns.map(({ operator }) => truncation.operators[operator]!.label))];
}
