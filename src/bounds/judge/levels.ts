import type { SolutionOperator } from "../../search/result.js";
import type { Theory } from "../../theory/theory.js";
import { type ScalarFamily, sectorOf } from "../program/of-theory.js";
import type { Assumptions, Gap, Range } from "../program/program.js";

/** A line of a run as the sectors of its family see it. */
export interface Level {
  /** index into the lines of the run */
  readonly line: number;
  readonly delta: number;
  /** one standard deviation; zero where the theory file gives the dimension */
  readonly error: number;
}

/** The operators of one sector and spin whose dimensions are known, from the lowest one up to the first that is not determined. */
export interface Levels {
  readonly sector: string;
  readonly spin: number;
  readonly levels: readonly Level[];
}

/** Own dimensions are taken to be right to so many standard deviations. */
export const OWN_BARS = 5;

/** What of a run may be assumed in turn: by sector and spin. */
export function levelsOf(operators: readonly SolutionOperator[], family: ScalarFamily): Levels[] {
  const found = new Map<string, { sector: string; spin: number; lines: number[] }>();
  for (const [line, { channel, spin }] of operators.entries()) {
    const { name } = sectorOf({ channels: [channel] }, family);
    const key = `${name} ${spin}`;
    const entry = found.get(key) ?? { sector: name, spin, lines: [] };
    entry.lines.push(line);
    found.set(key, entry);
  }
  return [...found.values()].map(({ sector, spin, lines }) => {
    const rising = lines.sort((a, b) => operators[a]!.delta.value - operators[b]!.delta.value);
    const unknown = rising.findIndex((line) => !operators[line]!.delta.fixed && !operators[line]!.determined);
    const known = unknown < 0 ? rising : rising.slice(0, unknown);
    const levels = known.map((line) => {
      const { value, error } = operators[line]!.delta;
      return { line, delta: value, error: error ?? 0 };
    });
    return { sector, spin, levels };
  });
}

/** What the theory file gives: dimensions that are fixed, and where the ranges of the others of a sector and spin begin. */
export function givenAssumptions(theory: Theory, family: ScalarFamily): Assumptions {
  const gaps = new Map<string, Gap>();
  const isolated: { sector: string; spin: number; delta: number }[] = [];
  for (const operator of theory.spectrum) {
    const { spin, fixedDelta, delta } = operator;
    const sector = sectorOf(operator, family).name;
    if (fixedDelta !== null) {
      isolated.push({ sector, spin, delta: fixedDelta });
      continue;
    }
    const key = `${sector} ${spin}`;
    const least = Math.max(family.unitarityBound(spin), delta[0]);
    const other = gaps.get(key)?.delta ?? Number.POSITIVE_INFINITY;
    gaps.set(key, { sector, spin, delta: Math.min(least, other) });
  }
  return { gaps: [...gaps.values()], isolated };
}

/** Where an operator of a run may be if its dimension is right to {@link OWN_BARS}. */
export const ownRange = ({ delta, error }: Level, least: number) => ({
  from: Math.max(least, delta - OWN_BARS * error),
  to: delta + OWN_BARS * error,
});

export type OwnAssumptions = Assumptions & { readonly ranges: readonly Range[] };

/**
 * The given assumptions and the run's own gaps: each of its operators where it was found, none between, the highest one and what follows
 * anywhere from there on.
 *
 * @param except of this sector and spin nothing is taken from the run
 */
export function withOwnGaps(
  given: Assumptions,
  all: readonly Levels[],
  family: ScalarFamily,
  except?: Levels,
): OwnAssumptions {
  const gaps = new Map(given.gaps.map((gap) => [`${gap.sector} ${gap.spin}`, gap]));
  const ranges: Range[] = [];
  for (const levels of all) {
    const last = levels.levels.at(-1);
    // a given one at the top says nothing of what follows
    if (levels === except || last === undefined || last.error === 0) continue;
    const { sector, spin } = levels;
    const least = family.unitarityBound(spin);
    const { from } = ownRange(last, least);
    const gap = gaps.get(`${sector} ${spin}`);
    gaps.set(`${sector} ${spin}`, { sector, spin, delta: Math.max(from, gap?.delta ?? least) });
    ranges.push(...rangesBelow(levels, from, least));
  }
  return { ...given, gaps: [...gaps.values()], ranges };
}

/** Ranges of the found levels of a sector and spin that begin below a dimension. */
export function rangesBelow({ sector, spin, levels }: Levels, end: number, least: number): Range[] {
  return levels.flatMap((level) => {
    const { from, to } = ownRange(level, least);
    return level.error > 0 && from < end ? [{ sector, spin, from, to: Math.min(to, end) }] : [];
  });
}

/** `0 ≥ 1.4`, `0 in [1.41, 1.42]`, `2 at 3`, with the sector's name where there are several. */
export function assumptionTexts(
  { gaps, isolated, ranges = [] }: Assumptions,
  { sectors }: ScalarFamily,
): string[] {
  const of = ({ sector, spin }: { readonly sector: string; readonly spin: number }) =>
    sectors.length > 1 ? `${sector} ${spin}` : `${spin}`;
  const short = (delta: number) => String(Number(delta.toPrecision(8)));
  return [
    ...isolated.map((one) => `${of(one)} at ${short(one.delta)}`),
    ...ranges.map((one) => `${of(one)} in [${short(one.from)}, ${short(one.to)}]`),
    ...gaps.map((one) => `${of(one)} ≥ ${short(one.delta)}`),
  ];
}
