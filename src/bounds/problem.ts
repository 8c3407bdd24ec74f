import { decimalContext } from "../blocks/decimal/complex-decimal.js";
import { constraintConstants } from "../crossing/line-defect/constraints.js";
import { DefectContinuum } from "../crossing/line-defect/continuum.js";
import { DefectKnownDecimal } from "../crossing/line-defect/known-decimal.js";
import { InputError } from "../errors.js";
import { FixedPoint } from "../math/fixed-point.js";
import type { Theory } from "../theory/theory.js";
import type { KnownColumn, SemiInfiniteProgram } from "./exchange.js";

/** An operator whose dimension is known. */
export interface KnownOperator {
  readonly name: string | null;
  readonly delta: number;
  readonly deltaUncertainty: number;
}

/** Rows of a theory as a linear program over its known operators and everything above them. */
export interface BoundProblem extends SemiInfiniteProgram {
  readonly continuum: DefectContinuum;
  readonly operators: readonly KnownOperator[];
  /** by how much the right-hand sides may be off, where they come from tables [rows] */
  readonly uncertainty: Float64Array;
  readonly points: string;
}

/**
 * The crossing equation of the line defect at x = ½, with both integral constraints, as Σ C²_n a(Δ_n) + ∫ dμ(Δ) a(Δ) = rhs: the operators
 * whose dimensions the theory fixes, and any others from the highest of these on. Columns are those of the equation over
 * (4r*)^{Δ+1}/(1−Δ) < 0, rows and columns in the scales of the continuum.
 *
 * @throws InputError for points other than derivatives:N, and a theory without known dimensions
 */
export function boundProblem(theory: Theory, pointsName?: string): BoundProblem {
  const derivatives = derivativeCount(theory, pointsName);
  const operators = theory.spectrum.flatMap(({ name, fixedDelta, deltaUncertainty }) =>
    fixedDelta === null
      ? []
      : [{ name: name ?? null, delta: fixedDelta, deltaUncertainty: deltaUncertainty ?? 0 }],
  );
  if (operators.length === 0)
    throw new InputError({
      where: theory.name,
      field: "spectrum",
      allowed: "no dimension is known: leave out --free",
    });
  const fixed = new FixedPoint(precision(derivatives));
  const continuum = new DefectContinuum(fixed, derivatives, Math.max(...operators.map(({ delta }) => delta)));
  const coupling = theory.external.coupling!;
  const uncertainty = new Float64Array(continuum.rows);
  uncertainty.set(constraintConstants(coupling).difference, derivatives);
  return {
    continuum,
    operators,
    known: operators.map(({ delta }) => knownColumn(continuum, delta)),
    rhs: continuum.scaled(knownRows(fixed, coupling, derivatives)),
    uncertainty,
    points: `derivatives:${derivatives}`,
  };
}

/** @throws InputError for a family whose bounds cannot be made */
export function checkFamily(theory: Theory): void {
  if (theory.family === "line-defect" && theory.unitary) return;
  const allowed =
    "bounds need one correlator with positive coefficients and blocks of any precision: line-defect";
  throw new InputError({ where: theory.name, field: "family", found: theory.family, allowed });
}

/** Beyond, exchanges take minutes and their functionals are not always proved to be positive. */
const MOST_DERIVATIVES = 40;

function derivativeCount({ points }: Theory, name?: string): number {
  const given = "derivatives" in points ? `derivatives:${points.derivatives}` : points.set;
  const count = Number(/^derivatives:(\d+)$/.exec(name ?? given)?.[1]);
  if (count >= 2 && count <= MOST_DERIVATIVES) return count;
  const allowed = `bounds are made of derivatives:N, N from 2 to ${MOST_DERIVATIVES}`;
  throw new InputError({ where: "points", found: name ?? given, allowed });
}

/** Bits: the Taylor recurrence loses one or two a derivative, the linear program's basis some more. */
export const precision = (derivatives: number) => 64 * Math.ceil((160 + 12 * derivatives) / 64);

function knownColumn(continuum: DefectContinuum, delta: number): KnownColumn {
  return { entries: continuum.column(delta), errors: continuum.columnErrors(delta) };
}

/**
 * What the identity and the protected multiplet contribute, as the right-hand side.
 *
 * @param protectedSquare C²_BPS where it is to be another than the theory's
 */
export function knownRows(
  fixed: FixedPoint,
  coupling: number,
  derivatives: number,
  protectedSquare?: number,
): bigint[] {
  const digits = Math.ceil(fixed.bits * DIGITS_PER_BIT);
  const known = new DefectKnownDecimal(coupling, digits);
  const context = decimalContext(2 * digits);
  const unit = new context(2).pow(fixed.bits);
  const rows =
    protectedSquare === undefined
      ? known.rows(derivatives)
      : known.rows(derivatives, new context(protectedSquare));
  return rows.map((entry) => BigInt(unit.times(entry).toFixed(0)));
}

/** log₁₀ 2, rounded up */
export const DIGITS_PER_BIT = 0.30103;
