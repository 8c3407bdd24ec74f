import { applyReflectors, applyReflectorsTransposed, factorise, reflect, reflector } from "./householder";
import { addScaled, copy, dot } from "./vectors";

// The linear least-squares problem of src/crossing/elimination.ts. One factorisation of all columns, C = Q R, reduces it to the
// n × n triangle; the rounds of the active set work on that alone, since min ‖r₀ + C b‖ and min ‖Qᵀr₀ + R b‖ are the same problem.

/** What one problem occupies, byte addresses, all f64 but the last two. m rows, n columns. */
@unmanaged
export class Bounded {
  /** C and r₀, column after column [(n + 1) × m] */
  columns: usize;
  /** bounds of b [n] */
  lower: usize;
  upper: usize;
  /** results: b [n], r [m] */
  coefficients: usize;
  residual: usize;
  /** reflectors of C and R, then Qᵀr₀ [(n + 1) × m], and β [n] */
  factors: usize;
  betas: usize;
  /** reflectors of the free columns of R [n × n], β [n]; right-hand side [n] */
  inner: usize;
  innerBetas: usize;
  rightHandSide: usize;
  /** −1 lower bound, 0 free, +1 upper [n] i32 */
  atBound: usize;
  /** indices of the free columns, ascending [n] i32 */
  free: usize;
  m: i32;
  n: i32;
  freeCount: i32;
}

@inline
function at(array: usize, i: i32): f64 {
  return load<f64>(array + (<usize>i << 3));
}

@inline
function put(array: usize, i: i32, value: f64): void {
  store<f64>(array + (<usize>i << 3), value);
}

@inline
function flag(array: usize, i: i32): i32 {
  return load<i32>(array + (<usize>i << 2));
}

@inline
function mark(array: usize, i: i32, value: i32): void {
  store<i32>(array + (<usize>i << 2), value);
}

/** Column k of R: its entries 0 … k. */
@inline
function triangle(p: Bounded, k: i32): usize {
  return p.factors + <usize>k * (<usize>p.m << 3);
}

/** Solves the problem; ‖r‖². */
export function eliminate(p: Bounded): f64 {
  const m = p.m;
  const n = p.n;
  memory.copy(p.factors, p.columns, (<usize>(n + 1) * <usize>m) << 3);
  factorise(p.factors, m, n, n + 1, p.betas);
  for (let k = 0; k < n; k++) {
    const fixed = at(p.lower, k) == at(p.upper, k);
    mark(p.atBound, k, fixed ? -1 : 0);
    put(p.coefficients, k, fixed ? at(p.lower, k) : 0);
  }
  for (let round = 0; round < 3 * n + 1; round++) {
    solveFree(p);
    if (clampWorst(p)) continue;
    if (!releaseBest(p)) break;
  }
  const stride = <usize>m << 3;
  memory.copy(p.residual, p.columns + <usize>n * stride, stride);
  for (let k = 0; k < n; k++) {
    const b = at(p.coefficients, k);
    if (b != 0) addScaled(p.residual, b, p.columns + <usize>k * stride, m);
  }
  return dot(p.residual, p.residual, m);
}

/**
 * Minimises over the free coefficients. Column k of R ends at row k, so a reflector reaches from its own row to there and no further, and
 * what stands below is never read.
 */
function solveFree(p: Bounded): void {
  const n = p.n;
  const stride = <usize>n << 3;
  const rhs = p.rightHandSide;
  const constant = triangle(p, n);
  for (let i = 0; i < n; i++) put(rhs, i, -at(constant, i));
  let count = 0;
  for (let k = 0; k < n; k++) {
    const b = at(p.coefficients, k);
    if (flag(p.atBound, k) != 0) {
      if (b != 0) addScaled(rhs, -b, triangle(p, k), k + 1);
      continue;
    }
    const column = p.inner + <usize>count * stride;
    copy(column, triangle(p, k), k + 1);
    mark(p.free, count++, k);
  }
  p.freeCount = count;
  for (let f = 0; f < count; f++) {
    const length = flag(p.free, f) - f + 1;
    const pivot = p.inner + <usize>f * (stride + 8);
    const beta = length > 1 ? reflector(pivot, length) : 0;
    put(p.innerBetas, f, beta);
    for (let j = 1; j < count - f; j++) reflect(pivot, beta, pivot + <usize>j * stride, length);
    reflect(pivot, beta, rhs + (<usize>f << 3), length);
  }
  for (let f = count - 1; f >= 0; f--) {
    const pivot = at(p.inner + <usize>f * stride, f);
    const b = pivot == 0 ? 0 : at(rhs, f) / pivot;
    put(p.coefficients, flag(p.free, f), b);
    addScaled(rhs, -b, p.inner + <usize>f * stride, f);
  }
}

/** Holds the coefficient furthest outside its bounds at the bound it left. */
function clampWorst(p: Bounded): bool {
  let worst = -1;
  let excess: f64 = 0;
  for (let k = 0; k < p.n; k++) {
    if (flag(p.atBound, k) != 0) continue;
    const b = at(p.coefficients, k);
    const outside = Math.max(at(p.lower, k) - b, b - at(p.upper, k));
    if (outside > excess) {
      excess = outside;
      worst = k;
    }
  }
  if (worst < 0) return false;
  const below = at(p.coefficients, worst) < at(p.lower, worst);
  mark(p.atBound, worst, below ? -1 : 1);
  put(p.coefficients, worst, below ? at(p.lower, worst) : at(p.upper, worst));
  return true;
}

/** Frees the held coefficient whose return into its range lowers the objective most, if there is one. */
function releaseBest(p: Bounded): bool {
  const n = p.n;
  const residual = p.rightHandSide;
  copy(residual, triangle(p, n), n);
  for (let k = 0; k < n; k++) addScaled(residual, at(p.coefficients, k), triangle(p, k), k + 1);
  let best = -1;
  let gain = 1e-9;
  for (let k = 0; k < n; k++) {
    if (flag(p.atBound, k) == 0 || at(p.lower, k) == at(p.upper, k)) continue;
    const column = triangle(p, k);
    const gradient = dot(column, residual, k + 1);
    const downhill = (flag(p.atBound, k) < 0 ? -gradient : gradient) / Math.sqrt(dot(column, column, k + 1));
    if (downhill > gain) {
      gain = downhill;
      best = k;
    }
  }
  if (best < 0) return false;
  mark(p.atBound, best, 0);
  return true;
}

/** Removes from each of `count` vectors [m] what the free columns of the last solution can absorb. */
export function projectOut(p: Bounded, vectors: usize, count: i32): void {
  const stride = <usize>p.m << 3;
  applyReflectorsTransposed(p.factors, p.m, p.n, p.betas, vectors, count);
  for (let j = 0; j < count; j++) {
    const vector = vectors + <usize>j * stride;
    for (let f = 0; f < p.freeCount; f++) reflectInner(p, f, vector);
    memory.fill(vector, 0, <usize>p.freeCount << 3);
    for (let f = p.freeCount - 1; f >= 0; f--) reflectInner(p, f, vector);
  }
  applyReflectors(p.factors, p.m, p.n, p.betas, vectors, count);
}

function reflectInner(p: Bounded, f: i32, vector: usize): void {
  const pivot = p.inner + <usize>f * ((<usize>p.n << 3) + 8);
  reflect(pivot, at(p.innerBetas, f), vector + (<usize>f << 3), flag(p.free, f) - f + 1);
}
