import type { BoundContinuum, BoundRows } from "../crossing/bound-rows.js";
import { InputError } from "../errors.js";
import type { Family } from "../families/family.js";
import { familyOf } from "../theory/family-of.js";
import type { Theory } from "../theory/theory.js";
import type { Continuum, KnownColumn, SemiInfiniteProgram } from "./semi-infinite-program.js";

/** An operator whose dimension is known. */
export interface KnownOperator {
  readonly name: string | null;
  readonly delta: number;
  readonly deltaUncertainty: number;
}

/** Rows of a theory as a linear program over its known operators and everything above them. */
export interface BoundProblem extends BoundRows, Pick<SemiInfiniteProgram, "known"> {
  readonly continuum: BoundContinuum;
  readonly rhs: readonly bigint[];
  readonly operators: readonly KnownOperator[];
  readonly points: string;
}

/**
 * The crossing equation of a theory as Σ a_n column(Δ_n) + ∫ dμ(Δ) column(Δ) = rhs: the operators whose dimensions the theory fixes, and any
 * others from the highest of these on.
 *
 * @throws InputError for theories without bounds, for points other than derivatives:N, and a theory without known dimensions
 */
export function boundProblem(theory: Theory, pointsName?: string): BoundProblem {
  const boundRows = checkedRows(theory);
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
  const rows = boundRows(derivatives, Math.max(...operators.map(({ delta }) => delta)));
  return {
    ...rows,
    operators,
    known: operators.map(({ delta }) => knownColumn(rows.continuum, delta)),
    points: `derivatives:${derivatives}`,
  };
}

/** @throws InputError for a family whose bounds cannot be made */
export function checkedRows(theory: Theory): NonNullable<Family["boundRows"]> {
  const { boundRows } = familyOf(theory);
  if (boundRows && theory.unitary) return boundRows;
  const allowed =
    "bounds need one correlator with positive coefficients and blocks of any precision: line-defect, scalars";
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

/** The only branch of a continuum as the exchange sees it. */
export function onlyBranch(continuum: BoundContinuum): Continuum {
  const { fixed, gap } = continuum;
  const deltas = [Number.POSITIVE_INFINITY, ...startingDimensions(gap)];
  return {
    fixed,
    marginBits: 50,
    start: deltas.map((delta) => ({ branch: 0, delta })),
    contains: ({ delta }) => delta >= gap,
    column: ({ delta }) => (Number.isFinite(delta) ? continuum.column(delta) : continuum.columnAtInfinity()),
    minima: (functional) => continuum.minima(functional).map((minimum) => ({ branch: 0, ...minimum })),
    notPositive(functional) {
      const delta = continuum.notPositive(functional);
      return delta === null ? null : { branch: 0, delta };
    },
  };
}

/** A hundred dimensions above the gap, near each other where operators are dense. */
function startingDimensions(gap: number): number[] {
  return Array.from({ length: 120 }, (_, i) => gap + (i * i) / 144);
}

function knownColumn(continuum: BoundContinuum, delta: number): KnownColumn {
  return { entries: continuum.column(delta), errors: continuum.columnErrors(delta) };
}
