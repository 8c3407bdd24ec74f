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

/** QR of the first n of `width` columns; the others become Qᵀ times what they were. β [n] to `betas`. */
export function factorise(a: usize, m: i32, n: i32, width: i32, betas: usize): void {
  const stride = <usize>m << 3;
  for (let k = 0; k < n; k++) {
    const pivot = a + <usize>k * (stride + 8);
    const beta = reflector(pivot, m - k);
    store<f64>(betas + (<usize>k << 3), beta);
    for (let j = 1; j < width - k; j++) reflect(pivot, beta, pivot + <usize>j * stride, m - k);
  }
}

/** Each of `count` vectors [m], one after the other, becomes Qᵀ times itself. */
export function applyReflectorsTransposed(a: usize, m: i32, n: i32, betas: usize, vectors: usize, count: i32): void {
  const stride = <usize>m << 3;
  for (let k = 0; k < n; k++) {
    const row = <usize>k << 3;
    const pivot = a + <usize>k * stride + row;
    for (let j = 0; j < count; j++) reflect(pivot, load<f64>(betas + row), vectors + <usize>j * stride + row, m - k);
  }
}

/** Each of `count` vectors [m], one after the other, becomes Q times itself. */
export function applyReflectors(a: usize, m: i32, n: i32, betas: usize, vectors: usize, count: i32): void {
  const stride = <usize>m << 3;
  for (let k = n - 1; k >= 0; k--) {
    const row = <usize>k << 3;
    const pivot = a + <usize>k * stride + row;
    for (let j = 0; j < count; j++) reflect(pivot, load<f64>(betas + row), vectors + <usize>j * stride + row, m - k);
  }
}
