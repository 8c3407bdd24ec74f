import { InputError } from "../../errors.js";
import { unknownParameter } from "../../theory/parameters.js";
import type { Theory } from "../../theory/theory.js";

/** A parameter and its values, ascending and evenly spaced. */
export interface GridAxis {
  readonly parameter: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Place of a point on the axes of a grid, from 0. */
export type GridIndex = readonly number[];

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`;
const PATTERN = new RegExp(`^([^=\\s]+)=(${NUMBER})\\.\\.(${NUMBER}):(\\d+)$`, "i");
/** A grid of more points is a slip of the keyboard. */
const MOST_POINTS = 100_000;

/**
 * Reads `x=a..b:n y=c..d:m`: one or two parameters with the ends and the number of their values.
 * @throws InputError for anything else
 */
export function parseGrid(text: string): GridAxis[] {
  const wrong = (found: string, allowed: string) => new InputError({ where: "grid", found, allowed });
  const axes = text
    .trim()
    .split(/\s+/)
    .map((part) => {
      const [, parameter, from, to, count] = PATTERN.exec(part) ?? [];
      if (parameter === undefined)
        throw wrong(part, "expected name=first..last:count, such as sigma=0.5181..0.5182:41");
      const axis = { parameter, from: Number(from), to: Number(to), count: Number(count) };
      if (!(axis.from < axis.to)) throw wrong(part, "the first value must be below the last");
      if (axis.count < 2) throw wrong(part, "needs at least two values");
      return axis;
    });
  if (axes.length > 2) throw wrong(text, "has one or two parameters");
  if (axes.length === 2 && axes[0]!.parameter === axes[1]!.parameter)
    throw wrong(text, "names a parameter twice");
  if (gridSize(axes) > MOST_POINTS) throw wrong(text, `has at most ${MOST_POINTS} points`);
  return axes;
}

/** @throws InputError for a parameter that the theory has not, and values out of its range */
export function checkGrid(theory: Theory, axes: readonly GridAxis[], unknown: readonly string[] = []): void {
  for (const { parameter, from, to } of axes) {
    const refuse = (allowed: string) => new InputError({ where: "grid", found: parameter, allowed });
    const spec = Object.hasOwn(theory.parameterSpecs, parameter) ? theory.parameterSpecs[parameter]! : null;
    if (!spec) throw refuse(unknownParameter(theory.parameterSpecs, theory.name));
    const { min, max } = spec;
    if (from < (min ?? Number.NEGATIVE_INFINITY) || to > (max ?? Number.POSITIVE_INFINITY))
      throw refuse(`must lie in [${min ?? "−∞"}, ${max ?? "∞"}]`);
    if (unknown.includes(parameter)) throw refuse("is on the grid, and cannot be an unknown as well");
  }
}

export const gridSize = (axes: readonly GridAxis[]) => axes.reduce((size, { count }) => size * count, 1);

/** The value of an axis at one of its places; both ends exactly. */
export function axisValue({ from, to, count }: GridAxis, k: number): number {
  if (k === 0) return from;
  // without what adding ends in: 0.5175 and not 0.5174999999999999
  return k === count - 1 ? to : Number((from + (k * (to - from)) / (count - 1)).toPrecision(12));
}

export const gridValues = (axes: readonly GridAxis[], index: GridIndex): number[] =>
  axes.map((axis, a) => axisValue(axis, index[a]!));

/** The place nearest to values of the parameters. */
export function nearestIndex(axes: readonly GridAxis[], values: readonly number[]): GridIndex {
  return axes.map(({ from, to, count }, a) => {
    const k = Math.round(((values[a]! - from) / (to - from)) * (count - 1));
    return Math.min(Math.max(k, 0), count - 1);
  });
}

/**
 * Where a point's solution is followed from, one step towards the root, along the last axis first: the first axis through the root is a spine with ribs.
 * Which point goes before which does not depend on how many are computed at a time. Null for the root.
 */
export function parentOf(index: GridIndex, root: GridIndex): GridIndex | null {
  for (let a = index.length - 1; a >= 0; a--) {
    const step = Math.sign(root[a]! - index[a]!);
    if (step !== 0) return index.map((k, b) => (b === a ? k + step : k));
  }
  return null;
}

/** Every point of a grid, a parent before those that follow it. */
export function gridOrder(axes: readonly GridAxis[], root: GridIndex): GridIndex[] {
  const distance = (index: GridIndex) => index.reduce((sum, k, a) => sum + Math.abs(k - root[a]!), 0);
  let points: GridIndex[] = [[]];
  for (const { count } of axes)
    points = points.flatMap((point) => Array.from({ length: count }, (_, k) => [...point, k]));
  return points.sort((a, b) => distance(a) - distance(b));
}

/** The next points on the axes to either side, those that are on the grid. */
export function neighbours(axes: readonly GridAxis[], index: GridIndex): GridIndex[] {
  return axes.flatMap(({ count }, a) =>
    [-1, 1].flatMap((step) => {
      const k = index[a]! + step;
      return k < 0 || k >= count ? [] : [index.map((other, b) => (b === a ? k : other))];
    }),
  );
}
