// Vectors are addresses of consecutive f64.

/** Σ x y over n entries, in eight partial sums. */
export function dot(x: usize, y: usize, n: i32): f64 {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let i = 0;
  for (; i + 8 <= n; i += 8) {
    s0 = f64x2.add(s0, f64x2.mul(v128.load(x), v128.load(y)));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(x, 16), v128.load(y, 16)));
    s2 = f64x2.add(s2, f64x2.mul(v128.load(x, 32), v128.load(y, 32)));
    s3 = f64x2.add(s3, f64x2.mul(v128.load(x, 48), v128.load(y, 48)));
    x += 64;
    y += 64;
  }
  const s = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
  let sum = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
  for (; i < n; i++) {
    sum += load<f64>(x) * load<f64>(y);
    x += 8;
    y += 8;
  }
  return sum;
}

/** y += factor x, n entries. */
export function addScaled(y: usize, factor: f64, x: usize, n: i32): void {
  const f = f64x2.splat(factor);
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    v128.store(y, f64x2.add(v128.load(y), f64x2.mul(f, v128.load(x))));
    v128.store(y, f64x2.add(v128.load(y, 16), f64x2.mul(f, v128.load(x, 16))), 16);
    x += 32;
    y += 32;
  }
  for (; i < n; i++) {
    store<f64>(y, load<f64>(y) + factor * load<f64>(x));
    x += 8;
    y += 8;
  }
}

/** x *= factor, n entries. */
export function scale(x: usize, factor: f64, n: i32): void {
  for (let i = 0; i < n; i++) store<f64>(x + (<usize>i << 3), factor * load<f64>(x + (<usize>i << 3)));
}

/** y ← x, n entries: for short vectors, where calling out to copy memory costs more than copying. */
export function copy(y: usize, x: usize, n: i32): void {
  for (let i = 0; i < n; i++) store<f64>(y + (<usize>i << 3), load<f64>(x + (<usize>i << 3)));
}
