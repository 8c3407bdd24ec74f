import type { Points } from "../blocks/points/points.js";
import { InputError } from "../errors.js";

/** A named set of sample points of the crossing equation. */
export interface PointSet extends Points {
  readonly name: string;
  /** so many even derivatives at the one point ½ instead of values */
  readonly derivatives?: number;
}

/** `line` is for theories on a line, the others for those on a plane. */
export const pointSetNames = ["spread", "bootstop-180", "line"] as const;

/**
 * Most points of a set. What tells operators apart stands in a hundred rows at most, the others are below the rounding errors, and the
 * time of whitening goes with the cube: 100 points take 0.2 s, 500 take 2 s.
 */
export const MOST_POINTS = 500;

/** Even derivatives of order 0, 2, … 2·count − 2 at z = ½. */
export function derivativeSet(count: number): PointSet {
  return {
    name: `derivatives:${count}`,
    re: Float64Array.of(0.5),
    im: new Float64Array(1),
    derivatives: count,
  };
}

/**
 * The point set of a name. `spread` and `line` take any count, which becomes part of their names; `held-out` and `held-out-line` are the same at places
 * that they do not contain.
 *
 * @throws InputError for an unknown name, a count below 1 (2 on a line) or above {@link MOST_POINTS}
 */
export function pointSet(name: string, count = 100): PointSet {
  if (name === "bootstop-180") return bootstop180();
  if (name === "spread") return spread(name, count, 0);
  if (name === "line") return line(name, count, 0);
  if (name === "held-out-line") return line(name, count, 0.5);
  if (name === "held-out") return spread(name, count, HELD_OUT_START);
  throw new InputError({ where: "points", found: name, allowed: `one of ${pointSetNames.join(", ")}` });
}

/** Largest |ρ(z)| + |ρ(1−z)| of `spread`: how slowly the operator expansions on both sides converge. */
const REACH = 0.6;
const HELD_OUT_START = 1_000_000;

/**
 * Quasi-random points (Roberts' R₂ sequence) filling the region Re z > ½, Im z > 0, |ρ(z)| + |ρ(1−z)| ≤ 0.6, z̄ = z*.
 *
 * The equation is odd under z → 1−z and even under z → z*, so that this quarter holds everything. The more the points differ in their
 * distance from ½ the better one operator is told from another, but the tail grows with the distance; whitening weighs the one
 * against the other, so the reach can be wide. Seven operators of the 2D Ising model: 100 points have 64 rows above the rounding errors
 * and Δ_ε ± 1.2e-5; `bootstop-180`, all near ½, has 43 and ± 2.5e-5; 200 points have 80 and ± 1.0e-5 at twice the cost
 * (`crossing search ising-2d --rungs 4 --points NAME`).
 */
function spread(name: string, count: number, start: number): PointSet {
  checkCount(count, 1);
  // the real root of x³ = x + 1
  const plastic = 1.324717957244746;
  const re = new Float64Array(count);
  const im = new Float64Array(count);
  for (let found = 0, n = start + 1; found < count; n++) {
    const x = 0.5 + fraction(0.5 + n / plastic);
    const y = 1.25 * fraction(0.5 + n / (plastic * plastic));
    if (radius(x, y) + radius(1 - x, -y) > REACH) continue;
    re[found] = x;
    im[found] = y;
    found++;
  }
  return { name: `${name}-${count}`, re, im };
}

/** Real z evenly from ½ on, to 0.847 as in arXiv:2306.15730. */
function line(name: string, count: number, offset: number): PointSet {
  checkCount(count, 2);
  const re = Float64Array.from(
    { length: count },
    (_, i) => 0.5 + (0.347 * (i + offset)) / (count - 1 + offset),
  );
  return { name: `${name}-${count}`, re, im: new Float64Array(count) };
}

function checkCount(count: number, least: number): void {
  if (Number.isInteger(count) && count >= least && count <= MOST_POINTS) return;
  const allowed = `a whole number from ${least} to ${MOST_POINTS}`;
  throw new InputError({ where: "points", field: "count", found: count, allowed });
}

const fraction = (x: number) => x - Math.floor(x);

/** |ρ(z)|, ρ = z/(1+√(1−z))², from |1+√(1−z)|² with real square roots alone. */
function radius(x: number, y: number): number {
  const modulus = Math.sqrt((1 - x) * (1 - x) + y * y);
  const rootRe = Math.sqrt((modulus + (1 - x)) / 2);
  return Math.sqrt(x * x + y * y) / (1 + 2 * rootRe + modulus);
}

/**
 * The 180 points of the BootSTOP papers (arXiv:2209.02801 and its public code, reused in 2D): a random four fifths of a
 * 15 × 15 grid, Re z from 0.51 to 0.73 and Im z from 0.11 to 0.69. One string a column of the grid, x where a point is taken.
 */
function bootstop180(): PointSet {
  const re: number[] = [];
  const im: number[] = [];
  for (const [column, taken] of BOOTSTOP_GRID.entries()) {
    for (let row = 0; row < taken.length; row++) {
      if (taken[row] !== "x") continue;
      re.push(0.51 + (column * 0.22) / 14);
      im.push(0.11 + (row * 0.58) / 14);
    }
  }
  return { name: "bootstop-180", re: Float64Array.from(re), im: Float64Array.from(im) };
}

const BOOTSTOP_GRID = [
  "xxxxxxxxxxxxxxx",
  "xxxxxxxxxxxxxxx",
  "xxxxxxxxxxxxxxx",
  "xxxxxxxxxxxxxxx",
  "xxxxxxxxxxxxxxx",
  ".xxxxxxxxxxxxx.",
  ".xxxxxxxxxxxxx.",
  ".xxxxxxxxxxxxx.",
  ".xxxxxxxxxxxx..",
  ".xxxxxxxxxxxx..",
  "...xxxxxxxxx...",
  "...xxxxxxxxx...",
  "...x.xxxxxxx...",
  "x...xxxxxxx....",
  "...xxxxxxxx....",
];
