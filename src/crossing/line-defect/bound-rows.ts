import { decimalContext } from "../../blocks/decimal/complex-decimal.js";
import { FixedPoint } from "../../math/fixed-point.js";
import { type BoundRows, DIGITS_PER_BIT } from "../bound-rows.js";
import { constraintConstants } from "./constraints.js";
import { DefectContinuum } from "./continuum.js";
import { DefectKnownDecimal } from "./known-decimal.js";

/**
 * The crossing equation of the line defect at x = ½, with both integral constraints, as Σ C²_n a(Δ_n) + ∫ dμ(Δ) a(Δ) = rhs. Columns are
 * those of the equation over (4r*)^{Δ+1}/(1−Δ) < 0, rows and columns in the scales of the continuum.
 *
 * @param gap from which on there may be any operators, > 1
 */
export function defectBoundRows(coupling: number, derivatives: number, gap: number): BoundRows {
  const fixed = new FixedPoint(precision(derivatives));
  const continuum = new DefectContinuum(fixed, derivatives, gap);
  const uncertainty = new Float64Array(continuum.rows);
  uncertainty.set(constraintConstants(coupling).difference, derivatives);
  return { continuum, rhs: continuum.scaled(knownRows(fixed, coupling, derivatives)), uncertainty };
}

/** Bits: the Taylor recurrence loses one or two a derivative, the linear program's basis some more. */
export const precision = (derivatives: number) => 64 * Math.ceil((160 + 12 * derivatives) / 64);

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
