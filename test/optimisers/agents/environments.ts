import { cos, exp, sin } from "../../../src/math/elementary.js";
import { Random } from "../../../src/math/random.js";
import type { Environment } from "../../../src/problem/problem.js";

/** Wraps a residual function: objective ‖r‖² + 1, observation r·(1 + ‖r‖)^(−1), clipped to a box without separations. */
export function environmentOf(
  lower: number[],
  upper: number[],
  rows: number,
  residual: (x: Float64Array, out: Float64Array) => void,
  order?: { gap: number },
): Environment {
  const r = new Float64Array(rows);
  const [low, high] = [Float64Array.from(lower), Float64Array.from(upper)];
  return {
    names: lower.map((_, i) => `x${i}`),
    lower: low,
    upper: high,
    observationSize: rows,
    project(x) {
      if (order) x.sort();
      for (let i = 0; i < x.length; i++) {
        x[i] = Math.min(Math.max(x[i]!, low[i]!), high[i]!);
        if (order && i > 0) x[i] = Math.max(x[i]!, x[i - 1]! + order.gap);
      }
    },
    evaluate(x, observation) {
      residual(x, r);
      let square = 0;
      for (const value of r) square += value * value;
      const scale = 1 / (1 + Math.sqrt(square));
      for (let i = 0; i < rows; i++) observation[i] = scale * r[i]!;
      return square + 1;
    },
  };
}

/** The chained Rosenbrock valley, stiff: from 1e8 down to 1 at (1, …, 1). */
export function valley(size: number): Environment {
  const ends = (value: number) => new Array<number>(size).fill(value);
  return environmentOf(ends(-2), ends(2), 2 * (size - 1), (x, out) => {
    for (let i = 0; i + 1 < size; i++) {
      out[2 * i] = 1000 * (x[i + 1]! - x[i]! * x[i]!);
      out[2 * i + 1] = 100 * (1 - x[i]!);
    }
  });
}

/**
 * Separable least squares: a signal of damped oscillations with the amplitudes eliminated (orthonormalised columns), the
 * unknowns being the frequencies: multimodal, as the scaling dimensions of a crossing equation are.
 */
export function oscillations(size: number, noise = 3e-5): Environment {
  const rows = 48;
  const random = Random.stream(7, size);
  const truth = Array.from({ length: size }, (_, k) => 1 + (k * 9) / size + random.between(0, 4 / size));
  const column = (frequency: number, out: Float64Array) => {
    for (let i = 0; i < rows; i++) out[i] = exp(-0.08 * frequency * i * 0.1) * cos(frequency * i * 0.1 + 0.3);
  };
  const data = new Float64Array(rows);
  const work = new Float64Array(rows);
  for (const [k, frequency] of truth.entries()) {
    column(frequency, work);
    for (let i = 0; i < rows; i++) data[i]! += work[i]! * (1 + 0.5 * sin(k));
  }
  const columns = Array.from({ length: size }, () => new Float64Array(rows));
  return environmentOf(
    new Array<number>(size).fill(0.3),
    new Array<number>(size).fill(12),
    rows,
    (x, out) => {
      out.set(data);
      for (let k = 0; k < size; k++) {
        const own = columns[k]!;
        column(x[k]!, own);
        for (let pass = 0; pass < 2; pass++) for (let j = 0; j < k; j++) removeComponent(own, columns[j]!);
        const norm = Math.sqrt(dot(own, own));
        for (let i = 0; i < rows; i++) own[i] = norm > 0 ? own[i]! / norm : 0;
        removeComponent(out, own);
      }
      for (let i = 0; i < rows; i++) out[i] = out[i]! / noise;
    },
    { gap: 0.05 },
  );
}

/** A joint fit of exponentials: decay rates and amplitudes all unknown, nearly degenerate. */
export function decays(terms: number, noise = 1e-3): Environment {
  const rows = 32;
  const rates = Array.from({ length: terms }, (_, k) => 0.5 + 1.6 * k);
  const model = (x: ArrayLike<number>, i: number) => {
    let sum = 0;
    for (let k = 0; k < terms; k++) sum += x[terms + k]! * exp(-x[k]! * i * 0.1);
    return sum;
  };
  const truth = [...rates, ...rates.map((_, k) => 1 + 0.3 * k)];
  const lower = [...rates.map(() => 0.1), ...rates.map(() => 0)];
  const upper = [...rates.map(() => 8), ...rates.map(() => 4)];
  return environmentOf(lower, upper, rows, (x, out) => {
    for (let i = 0; i < rows; i++) out[i] = (model(x, i) - model(truth, i)) / noise;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function removeComponent(from: Float64Array, unit: Float64Array): void {
  const part = dot(from, unit);
  for (let i = 0; i < from.length; i++) from[i]! -= part * unit[i]!;
}
