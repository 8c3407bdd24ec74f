import { describe, expect, it } from "vitest";
import { Elimination } from "../../src/crossing/elimination/bounded.js";
import {
  type Entries,
  isIndefinite,
  type MatrixTerms,
} from "../../src/crossing/elimination/rank-one-frame.js";
import { MatrixElimination } from "../../src/crossing/elimination/semidefinite.js";
import { Random } from "../../src/math/random.js";

const ROWS = 40;
/** Two matrices among other coefficients, in no particular order. */
const MATRICES: readonly MatrixTerms[] = [
  [0, 2, 3],
  [4, 5, 7],
];
const COLUMNS = 9;

/** Rows that noisy coefficients solve, of matrices definite and not. */
function problem(random: Random) {
  const matrix = Float64Array.from({ length: ROWS * COLUMNS }, () => random.between(-1, 1));
  const lower = new Float64Array(COLUMNS);
  const upper = new Float64Array(COLUMNS).fill(50);
  const b = lower.map(() => random.between(-0.3, 1));
  for (const [first, mixed, second] of MATRICES) {
    lower[mixed] = -50;
    b[mixed] = random.between(-1, 1);
    b[first] = random.between(-0.5, 1.5);
    b[second] = random.between(-0.5, 1.5);
  }
  const constant = Float64Array.from({ length: ROWS }, (_, i) =>
    b.reduce((sum, value, k) => sum - value * matrix[k * ROWS + i]!, random.between(-0.5, 0.5)),
  );
  return { constant, matrix, lower, upper };
}

type Problem = ReturnType<typeof problem>;

const entriesAt = (b: ArrayLike<number>, [first, mixed, second]: MatrixTerms): Entries => [
  b[first]!,
  b[mixed]!,
  b[second]!,
];

/** The semidefinite matrix nearest to one, entries beside the diagonal counted twice: negative eigenvalues become zero. */
function project([first, mixed, second]: Entries): Entries {
  const mean = (first + second) / 2;
  const half = (first - second) / 2;
  const length = Math.hypot(half, mixed);
  const [high, low] = [Math.max(mean + length, 0), Math.max(mean - length, 0)];
  const ratio = length === 0 ? 0 : (high - low) / (2 * length);
  return [(high + low) / 2 + ratio * half, ratio * mixed, (high + low) / 2 - ratio * half];
}

/** Projected gradients with Nesterov's momentum; slow and without tricks. */
function bruteForce({ constant, matrix, lower }: Problem): { b: Float64Array; sum: number } {
  const mixed = new Set(MATRICES.map((terms) => terms[1]));
  // in √2 p¹² the projection is the nearest point
  const scale = Array.from({ length: COLUMNS }, (_, k) => (mixed.has(k) ? Math.SQRT1_2 : 1));
  const residualAt = (y: Float64Array) => {
    const r = Float64Array.from(constant);
    for (let k = 0; k < COLUMNS; k++)
      for (let i = 0; i < ROWS; i++) r[i]! += y[k]! * scale[k]! * matrix[k * ROWS + i]!;
    return r;
  };
  let lipschitz = 0;
  for (const entry of matrix) lipschitz += entry * entry;
  let y = new Float64Array(COLUMNS);
  let last = y;
  let momentum = 1;
  for (let step = 0; step < 3000; step++) {
    const r = residualAt(y);
    const next = y.map((value, k) => {
      let gradient = 0;
      for (let i = 0; i < ROWS; i++) gradient += scale[k]! * matrix[k * ROWS + i]! * r[i]!;
      const moved = value - gradient / lipschitz;
      return lower[k] === 0 ? Math.max(moved, 0) : moved;
    });
    for (const terms of MATRICES) {
      const raw = terms.map((k) => {
        let gradient = 0;
        for (let i = 0; i < ROWS; i++) gradient += scale[k]! * matrix[k * ROWS + i]! * r[i]!;
        return y[k]! - gradient / lipschitz;
      });
      const nearest = project([raw[0]!, raw[1]! * Math.SQRT1_2, raw[2]!]);
      next[terms[0]] = nearest[0];
      next[terms[1]] = nearest[1] / Math.SQRT1_2;
      next[terms[2]] = nearest[2];
    }
    // forgotten now and then, momentum cannot overshoot for long
    momentum = step % 200 === 0 ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const share = (momentum - 1) / (momentum + 1);
    y = next.map((value, k) => value + share * (value - last[k]!));
    last = next;
  }
  const sum = residualAt(last).reduce((total, entry) => total + entry * entry, 0);
  return { b: last.map((value, k) => value * scale[k]!), sum };
}

describe("MatrixElimination", () => {
  it("finds the minimum over positive semidefinite matrices that projected gradients creep up to", () => {
    const random = Random.stream(3);
    const seen = { free: 0, border: 0, zero: 0, both: 0 };
    for (let trial = 0; trial < 50; trial++) {
      const given = problem(random);
      const elimination = new MatrixElimination(ROWS, COLUMNS, MATRICES);
      const sum = elimination.solve(given.constant, given.matrix, given.lower, given.upper);
      const { coefficients: b } = elimination;
      const slow = bruteForce(given);
      expect(sum).toBeLessThan(slow.sum * (1 + 1e-12));
      expect(sum).toBeGreaterThan(slow.sum * (1 - 1e-9));
      for (const [k, value] of b.entries()) expect(Math.abs(value - slow.b[k]!)).toBeLessThan(1e-5);
      const matrices = MATRICES.map((terms) => entriesAt(b, terms));
      const det = matrices.map(([first, mixed, second]) => first * second - mixed * mixed);
      for (const value of det) expect(value).toBeGreaterThan(-1e-12);
      const border = det.filter((value) => value < 1e-12).length;
      if (border === 0) seen.free++;
      if (border === 1) seen.border++;
      if (border === 2) seen.both++;
      seen.zero += matrices.filter(([first, , second]) => first + second === 0).length;
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(2);
  });

  it("is the bounded elimination, bit for bit, where that one's matrices are semidefinite", () => {
    const random = Random.stream(4);
    let same = 0;
    for (let trial = 0; trial < 40; trial++) {
      const { constant, matrix, lower, upper } = problem(random);
      const plain = new Elimination(ROWS, COLUMNS);
      const sum = plain.solve(constant, matrix, lower, upper);
      const held = new MatrixElimination(ROWS, COLUMNS, MATRICES);
      const own = held.solve(constant, matrix, lower, upper);
      const violated = MATRICES.some((terms) => isIndefinite(entriesAt(plain.coefficients, terms)));
      if (violated) {
        expect(own).toBeGreaterThan(sum);
        continue;
      }
      same++;
      expect(own).toBe(sum);
      expect(held.coefficients).toEqual(plain.coefficients);
    }
    expect(same).toBeGreaterThan(3);
    expect(same).toBeLessThan(37);
  });

  it("projectOut leaves the gradient of ‖r‖² with respect to the columns", () => {
    const random = Random.stream(6);
    let border = 0;
    for (let trial = 0; trial < 20; trial++) {
      const { constant, matrix, lower, upper } = problem(random);
      const direction = Float64Array.from(matrix, () => random.between(-1, 1));
      const at = (step: number) => {
        const elimination = new MatrixElimination(ROWS, COLUMNS, MATRICES);
        const moved = matrix.map((entry, i) => entry + step * direction[i]!);
        return { elimination, sum: elimination.solve(constant, moved, lower, upper) };
      };
      const { elimination } = at(0);
      const { coefficients: b, residual } = elimination;
      border += MATRICES.filter((terms) => {
        const [first, mixed, second] = entriesAt(b, terms);
        return first + second > 0 && Math.abs(first * second - mixed * mixed) < 1e-12;
      }).length;
      const vector = new Float64Array(ROWS);
      for (let k = 0; k < COLUMNS; k++)
        for (let i = 0; i < ROWS; i++) vector[i]! += b[k]! * direction[k * ROWS + i]!;
      elimination.projectOut(vector);
      const slope = 2 * vector.reduce((sum, entry, i) => sum + entry * residual[i]!, 0);
      const difference = (at(1e-5).sum - at(-1e-5).sum) / 2e-5;
      expect(Math.abs(slope - difference)).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
    }
    expect(border).toBeGreaterThan(3);
  });
});
