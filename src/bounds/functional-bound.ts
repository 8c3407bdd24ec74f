import { InputError } from "../errors.js";
import { decimalText } from "../math/decimal-text.js";
import { type FixedPoint, shifted } from "../math/fixed-point.js";
import { Clock } from "../search/runtime/clock.js";
import type { Theory } from "../theory/theory.js";
import type { ExchangeProgress, Extreme } from "./exchange.js";
import { blockFactor } from "./program/block-factor.js";
import { extremeCoefficient } from "./program/extreme-coefficient.js";
import { largestGap } from "./program/largest-gap.js";
import { isolatedAt, sectorOf } from "./program/of-theory.js";
import { positivity, valuesAt } from "./program/positivity.js";
import type { FunctionalProgram } from "./program/program.js";
import { type PosedProgram, type ProgramRequest, pose } from "./program/request.js";
import { ofSizeOne } from "./program/sector-continuum.js";

/** An operator of the solution beside a proof: a zero of the functional. */
export interface ExtremalOperator {
  readonly sector: string;
  readonly spin: number;
  readonly delta: number;
  /** null where the coefficient's factor has a pole */
  readonly ope2: number | null;
}

/** A bound on all solutions of finitely many derivatives of the crossing equations, proved by functionals. */
export interface FunctionalBound {
  readonly theory: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly quantity: string;
  readonly lambda: number;
  /** blocks are approximated to this part of the rows' size, which enters the proof */
  readonly digits: number;
  /** spins on which positivity is proved; of those between and beyond nothing is proved */
  readonly spins: readonly number[];
  readonly gaps: readonly string[];
  /**
   * `proved`: both sides, or for a dimension its upper bound; `infeasible`: no solution with these gaps; `unbounded`: there is no upper
   * bound, or none up to where one was looked for (in two dimensions coefficients have none without a gap of the scalars, which otherwise
   * come arbitrarily near the identity); `not-proved`: an exchange did not end
   */
  readonly status: "proved" | "infeasible" | "unbounded" | "not-proved";
  readonly lower: number | null;
  readonly upper: number | null;
  /** of a dimension: there is a solution with a gap up to here */
  readonly allowed: number | null;
  /** functionals of the proof, a number a row in the order of `rows` */
  readonly functionals: Readonly<Record<string, readonly string[]>>;
  readonly rows: readonly string[];
  /** the solutions beside the bounds */
  readonly solutions: Readonly<Record<string, readonly ExtremalOperator[]>>;
  readonly cpuSeconds: number;
}

export interface FunctionalProgress extends ExchangeProgress {
  readonly side: "lower" | "upper";
  readonly allowed?: number;
  readonly excluded?: number | null;
}

export interface FunctionalRequest extends ProgramRequest {
  /** to which a largest gap is bisected; default 1e-6 */
  readonly tolerance?: number;
}

/** Fewer digits would reach the margin by which functionals are positive. */
const LEAST_DIGITS = 14;
/** Gaps are looked for up to this much above the unitarity bound. */
const MOST_ABOVE = 12;

/**
 * Bounds of the lowest dimension of a sector and spin, or of a squared coefficient at a known dimension.
 *
 * @throws InputError for matrices of coefficients (SDPB solves those), unknown quantities, gaps and truncations out of range
 */
export function functionalBound(
  theory: Theory,
  request: FunctionalRequest,
  onProgress: (progress: FunctionalProgress) => void = () => {},
): FunctionalBound {
  const clock = new Clock();
  const posed = pose(theory, request);
  if (posed.family.sectors.some(({ size }) => size > 1)) {
    const allowed = "sectors of matrices need semidefinite programs: crossing export sdpb, or --solver sdpb";
    throw new InputError({ where: "solver", found: "own", allowed });
  }
  if (posed.digits < LEAST_DIGITS) {
    const allowed = `at least ${LEAST_DIGITS} for a proof`;
    throw new InputError({ where: "digits", found: String(posed.digits), allowed });
  }
  const found =
    posed.kind === "delta" ? gapBound(posed, request, onProgress) : coefficientBound(posed, onProgress);
  const { functionals, continua } = posed.program;
  return {
    theory: theory.name,
    parameters: theory.parameters,
    quantity: request.quantity,
    lambda: posed.lambda,
    digits: posed.digits,
    spins: [...new Set(continua.map(({ spin }) => spin))],
    gaps: request.gaps ?? [],
    ...found,
    rows: functionals.rows.map(({ component, m, n }) => `${component} ${m} ${n}`),
    cpuSeconds: clock.cpuSeconds,
  };
}

type Found = Pick<FunctionalBound, "status" | "lower" | "upper" | "allowed" | "functionals" | "solutions">;

function gapBound(
  posed: PosedProgram,
  { tolerance = 1e-6 }: FunctionalRequest,
  onProgress: (progress: FunctionalProgress) => void,
): Found {
  const { family, operator, digits } = posed;
  const sector = sectorOf(operator, family);
  const least = family.unitarityBound(operator.spin);
  const { continua } = posed.program;
  const branch = continua.findIndex((other) => other.sector === sector && other.spin === operator.spin);
  const { allowed, excluded, refutation, solution } = largestGap(
    { withGap: posed.withGap, branch, least },
    { tolerance, most: least + MOST_ABOVE, error: errorOf(digits) },
    (progress) => onProgress({ side: "upper", ...progress }),
  );
  const status =
    allowed === null
      ? excluded === null
        ? "not-proved"
        : "infeasible"
      : excluded === null
        ? allowed >= least + MOST_ABOVE
          ? "unbounded"
          : "not-proved"
        : "proved";
  return {
    status,
    lower: null,
    upper: status === "proved" ? excluded : null,
    allowed,
    functionals: refutation ? { refutation: onIdentity(refutation.program, refutation.dual) } : {},
    solutions: solution ? { allowed: operatorsOf(posed.withGap(allowed!), solution) } : {},
  };
}

function coefficientBound(posed: PosedProgram, onProgress: (progress: FunctionalProgress) => void): Found {
  const { family, operator, program, digits } = posed;
  if (operator.fixedDelta === null) {
    const allowed = "ope2[x] of an operator of known dimension, or delta[x]";
    throw new InputError({ where: "quantity", found: `ope2[${operator.name ?? ""}]`, allowed });
  }
  const sector = sectorOf(operator, family);
  const at = isolatedAt(operator, family, operator.fixedDelta);
  const target = positivity(program.functionals, sector, {
    spin: at.spin,
    from: program.functionals.fixed.from(at.delta),
  });
  const nothing = { lower: null, upper: null, allowed: null, functionals: {}, solutions: {} };
  const ends: Partial<Record<"lower" | "upper", number>> = {};
  const functionals: Record<string, readonly string[]> = {};
  const solutions: Record<string, readonly ExtremalOperator[]> = {};
  const onRound = (side: "lower" | "upper", progress: ExchangeProgress) => onProgress({ side, ...progress });
  for (const { side, extreme, bound, functional } of extremeCoefficient(
    program,
    target,
    errorOf(digits),
    onRound,
  )) {
    if (extreme.status === "infeasible")
      return {
        ...nothing,
        status: "infeasible",
        functionals: { refutation: onIdentity(program, extreme.dual) },
      };
    if (extreme.status === "unbounded") return { ...nothing, status: "unbounded" };
    if (bound === null) continue;
    ends[side] = bound;
    functionals[side] = onOperator(program, functional, target, side);
    solutions[side] = operatorsOf(program, extreme);
  }
  const { lower = null, upper = null } = ends;
  const status = lower === null || upper === null ? "not-proved" : "proved";
  return { ...nothing, status, lower, upper, functionals, solutions };
}

/** In parts of a row's size: a bound of what blocks of so many digits are off by. */
export const errorOf = (digits: number) => Number(`1e-${digits}`);

/** α = −1 on the identity. */
function onIdentity(
  { functionals: { fixed }, identity }: FunctionalProgram,
  dual: readonly bigint[],
): string[] {
  return texts(fixed, dual, fixed.dot(dual, identity));
}

/** α = 1 on the target for an upper bound, −1 for a lower one. */
function onOperator(
  { functionals: { fixed } }: FunctionalProgram,
  dual: readonly bigint[],
  target: ReturnType<typeof positivity>,
  side: "lower" | "upper",
): string[] {
  if (dual.length === 0) return [];
  const factor = blockFactor(fixed, target, target.from);
  const column = valuesAt(fixed, target, target.from).map((entry) => fixed.times(factor, entry));
  const value = fixed.dot(dual, column);
  return texts(fixed, dual, side === "upper" ? value : -value);
}

/** Over a number, as decimals. */
function texts(fixed: FixedPoint, dual: readonly bigint[], divisor: bigint): string[] {
  return dual.map((entry) =>
    decimalText(fixed.over(entry, divisor), fixed.bits, Math.floor(fixed.bits * 0.3)),
  );
}

/** The operators of a solution with their squared coefficients; those at infinity are left out. */
function operatorsOf(
  { functionals: { fixed }, continua }: FunctionalProgram,
  { support }: Extreme,
): ExtremalOperator[] {
  return support
    .filter(({ delta }) => delta < INFINITE)
    .map(({ branch, delta, value }) => {
      const constraint = continua[branch]!;
      const at = fixed.from(delta);
      const { exponent } = ofSizeOne(fixed, valuesAt(fixed, constraint, at));
      const pole = constraint.distances.some((distance) => distance === 0n) && at === constraint.from;
      const size = pole ? null : fixed.toNumber(shifted(blockFactor(fixed, constraint, at), exponent));
      const { sector, spin } = constraint;
      return { sector: sector.name, spin, delta, ope2: size === null ? null : fixed.toNumber(value) / size };
    });
}

const INFINITE = 1e6;
