import type { CrossingFunctionals } from "../../crossing/functionals/crossing-functionals.js";
import { extremeTotal } from "../program/counted.js";
import { ExtremeCoefficient } from "../program/extreme-coefficient.js";
import { type GapProgress, largestGap } from "../program/largest-gap.js";
import { type ScalarFamily, sectorOf } from "../program/of-theory.js";
import { positivity } from "../program/positivity.js";
import { type Assumptions, functionalProgram, type Range } from "../program/program.js";
import type { ExchangeProgress, Rounds } from "../rounds.js";
import { type Levels, ownRange, rangesBelow, withOwnGaps } from "./levels.js";
import type { JudgeQuestion } from "./questions.js";

/** What all solutions with some assumptions have in common. */
export interface Interval {
  /** `infeasible`: there are none */
  readonly status: "proved" | "infeasible" | "unbounded" | "not-proved";
  readonly lower: number | null;
  readonly upper: number | null;
  /** the run's own gaps are assumed */
  readonly conditional: boolean;
}

/** What all questions about one run share. */
export interface JudgeProgram {
  readonly functionals: CrossingFunctionals;
  readonly family: ScalarFamily;
  readonly given: Assumptions;
  readonly levels: readonly Levels[];
  /** are the run's own gaps assumed? */
  readonly own: boolean;
  /** of blocks, in parts of a row's size */
  readonly error: number;
  readonly spins?: number;
}

/** Ends are bisected to this part of a bar, and to no less than the smallest step. */
const PART_OF_BAR = 0.25;
const SMALLEST_STEP = 1e-6;
/** Ends are looked for up to this much above where an operator may begin. */
const MOST_ABOVE = 12;

/** Null where nothing can be said of the dimension without the run's own gaps. */
export function* dimensionInterval(
  program: JudgeProgram,
  { at, estimate }: JudgeQuestion,
): Rounds<Interval | null, GapProgress> {
  const { family, own, given, error } = program;
  if (at === null) return null;
  const { sector, spin, levels } = at.levels;
  const below = levels.slice(0, at.place);
  if (!own && below.some((level) => level.error > 0)) return null;
  const unitarity = family.unitarityBound(spin);
  const others = own ? withOwnGaps(given, program.levels, family, at.levels) : { ...given, ranges: [] };
  const gap = given.gaps.find((one) => one.sector === sector && one.spin === spin)?.delta ?? unitarity;
  const lowest = below.reduce((most, level) => Math.max(most, ownRange(level, unitarity).to), gap);
  const rangesOfOthers = [
    ...others.ranges,
    ...rangesBelow({ ...at.levels, levels: below }, lowest, unitarity),
  ];
  const build = (begin: number, ranges: readonly Range[] = []) =>
    built(program, {
      ...others,
      gaps: [
        ...others.gaps.filter((one) => one.sector !== sector || one.spin !== spin),
        { sector, spin, delta: begin },
      ],
      ranges: [...rangesOfOthers, ...ranges],
    });
  const tolerance = Math.max(SMALLEST_STEP, PART_OF_BAR * estimate.error);
  const halfLine = build(lowest).continua.findIndex(
    (one) => one.sector.name === sector && one.spin === spin && one.to === null,
  );
  const up = yield* largestGap(
    { withEnd: (delta) => build(delta), branch: halfLine, from: lowest, direction: 1 },
    { tolerance, most: lowest + MOST_ABOVE, error },
  );
  const conditional = own && usesOwn(others, below);
  if (up.allowed === null)
    return {
      status: up.excluded === null ? "not-proved" : "infeasible",
      lower: null,
      upper: null,
      conditional,
    };
  const next = levels[at.place + 1];
  if (!own || next === undefined || next.error === 0) {
    const status = up.excluded === null ? "unbounded" : "proved";
    return { status, lower: lowest, upper: up.excluded, conditional };
  }
  const { from } = ownRange(next, unitarity);
  const withRange = (to: number) => build(from, [{ sector, spin, from: lowest, to }]);
  const down = yield* largestGap(
    { withEnd: withRange, branch: withRange(from).continua.length - 1, from, direction: -1 },
    { tolerance, most: lowest + NARROWEST * (from - lowest), error },
  );
  if (down.allowed === null && down.excluded !== null)
    return { status: "infeasible", lower: null, upper: null, conditional: true };
  const lower = down.excluded ?? lowest;
  return {
    status: up.excluded === null ? "unbounded" : "proved",
    lower,
    upper: up.excluded,
    conditional: true,
  };
}

/** A range of Δ is not made narrower than this part of it. */
const NARROWEST = 1e-3;

const usesOwn = (
  { ranges }: { readonly ranges: readonly Range[] },
  below: readonly { readonly error: number }[],
) => ranges.length > 0 || below.some(({ error }) => error > 0);

/** At the dimension of the theory file, or anywhere in the run's own range, summed; null where that is not assumed. */
export function* coefficientInterval(
  program: JudgeProgram,
  { at, channel, fixedDelta, spin }: JudgeQuestion,
): Rounds<Interval | null, ExchangeProgress> {
  const { family, own, given, error, functionals } = program;
  if (at === null || (!fixedDelta && !own)) return null;
  const sector = sectorOf({ channels: [channel] }, family);
  const assumed = own ? withOwnGaps(given, program.levels, family) : { ...given, ranges: [] };
  const elsewhere = (one: { readonly sector: string; readonly spin: number }) =>
    one.sector !== sector.name || one.spin !== spin;
  const { delta } = at.level;
  const ends: Partial<Record<"lower" | "upper", number>> = {};
  const sides = ["lower", "upper"] as const;
  if (fixedDelta) {
    const isolated = assumed.isolated.filter((one) => elsewhere(one) || one.delta !== delta);
    const target = positivity(functionals, sector, { spin, from: functionals.fixed.from(delta) });
    const extremes = new ExtremeCoefficient(built(program, { ...assumed, isolated }), target, error);
    for (const side of sides) {
      const { bound, extreme } = yield* extremes.side(side);
      if (bound !== null) ends[side] = bound;
      else if (extreme.status === "infeasible") return { ...NOTHING, conditional: own };
      else if (extreme.status === "unbounded") return { ...UNBOUNDED, conditional: own };
    }
  } else {
    const range = { sector: sector.name, spin, ...ownRange(at.level, family.unitarityBound(spin)) };
    const ranges = [...assumed.ranges.filter((one) => elsewhere(one) || one.from !== range.from), range];
    const all = built(program, { ...assumed, ranges });
    for (const side of sides) {
      const { bound, status } = yield* extremeTotal(all, all.continua.length - 1, error, side);
      if (bound !== null) ends[side] = bound;
      else if (status === "infeasible") return { ...NOTHING, conditional: own };
      else if (status === "unbounded") return { ...UNBOUNDED, conditional: own };
    }
  }
  const { lower = null, upper = null } = ends;
  return {
    status: lower === null || upper === null ? "not-proved" : "proved",
    lower,
    upper,
    conditional: own,
  };
}

/** Some operators may be added for ever: a squared coefficient is not negative, and that is all. */
const UNBOUNDED = { status: "unbounded", lower: 0, upper: null } as const;
const NOTHING = { status: "infeasible", lower: null, upper: null } as const;

function built({ functionals, family, spins }: JudgeProgram, assumptions: Assumptions) {
  return functionalProgram(functionals, family, {
    ...assumptions,
    ...(spins !== undefined && { spins }),
  });
}
