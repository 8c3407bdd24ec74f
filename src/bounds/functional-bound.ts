import { blockFactor } from "../blocks/rational/block-factor.js";
import { exchanges } from "../crossing/spins.js";
import { InputError } from "../errors.js";
import { decimalText } from "../math/decimal-text.js";
import type { FixedPoint } from "../math/fixed-point.js";
import { Clock } from "../search/runtime/clock.js";
import type { Theory } from "../theory/theory.js";
import { type ExtremalOperator, extremalSpectrum } from "./extremal-spectrum.js";
import { ExtremeCoefficient } from "./program/extreme-coefficient.js";
import { largestGap } from "./program/largest-gap.js";
import { isolatedAt, sectorOf } from "./program/of-theory.js";
import { positivity, valuesAt } from "./program/positivity.js";
import type { FunctionalProgram } from "./program/program.js";
import { type PosedProgram, type ProgramRequest, pose } from "./program/request.js";
import { type ExchangeProgress, finished, type Rounds, told } from "./rounds.js";

/** A bound on all solutions of finitely many derivatives of the crossing equations, proved by functionals. */
export interface FunctionalBound {
  readonly theory: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly quantity: string;
  readonly lambda: number;
  /** blocks are approximated to this part of the rows' size, which enters the proof */
  readonly digits: number;
  /** spins on which positivity is proved */
  readonly spins: readonly number[];
  /** what `status` says nothing of */
  readonly unproved: {
    /** spins between those of `spins`, and from here on */
    readonly spinsBetween: readonly number[];
    readonly spinsAbove: number;
    /** cut-off of the blocks in parts of a row, measured beside longer series: the proof allows for it, but it is no bound itself */
    readonly blockError: number;
  };
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
  return finished(functionalBoundRounds(theory, request), onProgress);
}

/** The same round by round; ended early, it is what was proved until then. */
export function* functionalBoundRounds(
  theory: Theory,
  request: FunctionalRequest,
): Rounds<FunctionalBound, FunctionalProgress> {
  const clock = new Clock();
  const posed = pose(theory, request);
  if (posed.family.sectors.some(({ size }) => size > 1)) {
    const allowed = "sectors of matrices need semidefinite programs: crossing export sdpb, or --solver sdpb";
    throw new InputError({ where: "solver", found: "own", allowed });
  }
  const { tolerance } = request;
  if (tolerance !== undefined && !(tolerance > 0))
    throw new InputError({ where: "tolerance", found: String(tolerance), allowed: "a number above 0" });
  if (posed.digits < LEAST_DIGITS) {
    const allowed = `at least ${LEAST_DIGITS} for a proof`;
    throw new InputError({ where: "digits", found: String(posed.digits), allowed });
  }
  const found = yield* posed.kind === "delta" ? gapBound(posed, request) : coefficientBound(posed);
  const { functionals, continua } = posed.program;
  const spins = [...new Set(continua.map(({ spin }) => spin))].sort((a, b) => a - b);
  const most = spins.at(-1)!;
  return {
    theory: theory.name,
    parameters: theory.parameters,
    quantity: request.quantity,
    lambda: posed.lambda,
    digits: posed.digits,
    spins,
    unproved: {
      spinsBetween: Array.from({ length: most }, (_, spin) => spin).filter(
        (spin) =>
          !spins.includes(spin) && posed.family.sectors.some((sector) => exchanges(sector.spins, spin)),
      ),
      spinsAbove: most,
      blockError: errorOf(posed.digits),
    },
    gaps: request.gaps ?? [],
    ...found,
    rows: functionals.rows.map(({ component, m, n }) => `${component} ${m} ${n}`),
    cpuSeconds: clock.cpuSeconds,
  };
}

type Found = Pick<FunctionalBound, "status" | "lower" | "upper" | "allowed" | "functionals" | "solutions">;

function* gapBound(
  posed: PosedProgram,
  { tolerance = 1e-6 }: FunctionalRequest,
): Rounds<Found, FunctionalProgress> {
  const { family, operator, digits } = posed;
  const sector = sectorOf(operator, family);
  const least = family.unitarityBound(operator.spin);
  const { continua } = posed.program;
  const branch = continua.findIndex((other) => other.sector === sector && other.spin === operator.spin);
  const { allowed, excluded, refutation, solution } = yield* told(
    largestGap(
      { withEnd: posed.withGap, branch, from: least, direction: 1 },
      { tolerance, most: least + MOST_ABOVE, error: errorOf(digits) },
    ),
    (progress) => ({ side: "upper" as const, ...progress }),
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
    solutions: solution ? { allowed: extremalSpectrum(posed.withGap(allowed!), solution) } : {},
  };
}

function* coefficientBound(posed: PosedProgram): Rounds<Found, FunctionalProgress> {
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
  if (target.distances.some((distance) => distance === 0n)) {
    const allowed = `a pole of the block at Δ = ${at.delta}, spin ${at.spin}: no coefficient can be bounded there`;
    throw new InputError({ where: "quantity", found: `ope2[${operator.name ?? ""}]`, allowed });
  }
  const nothing = { lower: null, upper: null, allowed: null, functionals: {}, solutions: {} };
  const ends: Partial<Record<"lower" | "upper", number>> = {};
  const functionals: Record<string, readonly string[]> = {};
  const solutions: Record<string, readonly ExtremalOperator[]> = {};
  const coefficient = new ExtremeCoefficient(program, target, errorOf(digits));
  for (const side of ["lower", "upper"] as const) {
    const { extreme, bound, functional } = yield* told(coefficient.side(side), (progress) => ({
      side,
      ...progress,
    }));
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
    solutions[side] = extremalSpectrum(program, extreme, [target]);
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
