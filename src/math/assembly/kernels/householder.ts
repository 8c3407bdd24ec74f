import { addScaled, dot, scale } from "./vectors";

// Matrices are column-major [m × n] without padding. The reflector of column k is H = 1 − β v vᵀ with v = (1, a[k+1…m, k]).

/** Replaces column a [length] by its reflector and writes (±‖a‖, 0 …): the norm goes to a[0], β is returned. */
export function reflector(a: usize, length: i32): f64 {
  const norm2 = dot(a, a, length);
  if (norm2 == 0) return 0;
  const head = load<f64>(a);
  const alpha = head > 0 ? -Math.sqrt(norm2) : Math.sqrt(norm2);
  const v0 = head - alpha;
  scale(a + 8, 1 / v0, length - 1);
  store<f64>(a, alpha);
  return -v0 / alpha;
}

/** y ← H y, both [length] from the reflector's own row on. */
export function reflect(v: usize, beta: f64, y: usize, length: i32): void {
  if (beta == 0) return;
  const w = beta * (load<f64>(y) + dot(v + 8, y + 8, length - 1));
  store<f64>(y, load<f64>(y) - w);
  addScaled(y + 8, -w, v + 8, length - 1);
}

/** The same for two vectors at once, which share the loads of v. */
function reflectTwo(v: usize, beta: f64, x: usize, y: usize, length: i32): void {
  if (beta == 0) return;
  let sx0 = f64x2.splat(0);
  let sx1 = f64x2.splat(0);
  let sy0 = f64x2.splat(0);
  let sy1 = f64x2.splat(0);
  let i = 1;
  let at: usize = 8;
  for (; i + 4 <= length; i += 4) {
    const v0 = v128.load(v + at);
    const v1 = v128.load(v + at, 16);
    sx0 = f64x2.add(sx0, f64x2.mul(v0, v128.load(x + at)));
    sy0 = f64x2.add(sy0, f64x2.mul(v0, v128.load(y + at)));
    sx1 = f64x2.add(sx1, f64x2.mul(v1, v128.load(x + at, 16)));
    sy1 = f64x2.add(sy1, f64x2.mul(v1, v128.load(y + at, 16)));
    at += 32;
  }
  let wx = load<f64>(x) + sum(f64x2.add(sx0, sx1));
  let wy = load<f64>(y) + sum(f64x2.add(sy0, sy1));
  for (; i < length; i++) {
    wx += load<f64>(v + at) * load<f64>(x + at);
    wy += load<f64>(v + at) * load<f64>(y + at);
    at += 8;
  }
  wx *= beta;
  wy *= beta;
  store<f64>(x, load<f64>(x) - wx);
  store<f64>(y, load<f64>(y) - wy);
  const fx = f64x2.splat(wx);
  const fy = f64x2.splat(wy);
  at = 8;
  for (i = 1; i + 2 <= length; i += 2) {
    const v0 = v128.load(v + at);
    v128.store(x + at, f64x2.sub(v128.load(x + at), f64x2.mul(fx, v0)));
    v128.store(y + at, f64x2.sub(v128.load(y + at), f64x2.mul(fy, v0)));
    at += 16;
  }
  if (i < length) {
    store<f64>(x + at, load<f64>(x + at) - wx * load<f64>(v + at));
    store<f64>(y + at, load<f64>(y + at) - wy * load<f64>(v + at));
  }
}

@inline
function sum(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** y ← H y for `count` vectors, `stride` bytes apart. */
function reflectAll(v: usize, beta: f64, first: usize, stride: usize, count: i32, length: i32): void {
  let y = first;
  let j = 0;
  for (; j + 2 <= count; j += 2) {
    reflectTwo(v, beta, y, y + stride, length);
    y += 2 * stride;
  }
  if (j < count) reflect(v, beta, y, length);
}

/** QR of the first n of `width` columns; the others become Qᵀ times what they were. β [n] to `betas`. */
export function factorise(a: usize, m: i32, n: i32, width: i32, betas: usize): void {
  const stride = <usize>m << 3;
  for (let k = 0; k < n; k++) {
    const pivot = a + <usize>k * (stride + 8);
    const beta = reflector(pivot, m - k);
    store<f64>(betas + (<usize>k << 3), beta);
    reflectAll(pivot, beta, pivot + stride, stride, width - k - 1, m - k);
  }
}

/** Each of `count` vectors [m], one after the other, becomes Qᵀ times itself. */
export function applyReflectorsTransposed(a: usize, m: i32, n: i32, betas: usize, vectors: usize, count: i32): void {
  const stride = <usize>m << 3;
  for (let k = 0; k < n; k++) {
    const row = <usize>k << 3;
    const pivot = a + <usize>k * stride + row;
    reflectAll(pivot, load<f64>(betas + row), vectors + row, stride, count, m - k);
  }
}

/** Each of `count` vectors [m], one after the other, becomes Q times itself. */
export function applyReflectors(a: usize, m: i32, n: i32, betas: usize, vectors: usize, count: i32): void {
  const stride = <usize>m << 3;
  for (let k = n - 1; k >= 0; k--) {
    const row = <usize>k << 3;
    const pivot = a + <usize>k * stride + row;
    reflectAll(pivot, load<f64>(betas + row), vectors + row, stride, count, m - k);
  }
}
