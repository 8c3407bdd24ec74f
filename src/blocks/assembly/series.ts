// Chebyshev series of vectors in double precision, SIMD. Plain multiplications and additions in a fixed order: the same bits everywhere.

/** Coefficients of a series: COUNT of src/blocks/fit-pieces.ts. */
const COUNT: usize = 12;

/** First address that the caller may use. */
export function heapBase(): usize {
  return (__heap_base + 63) & ~63;
}

/** out [rows] ← Σ_k t_k c_k for t [12] and c [12 × rows], all byte addresses of f64. */
export function combine(t: usize, c: usize, rows: i32, out: usize): void {
  const stride = <usize>rows << 3;
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    let p = c;
    for (let k: usize = 0; k < COUNT; k++) {
      const factor = v128.load64_splat(t + (k << 3));
      low = f64x2.add(low, f64x2.mul(factor, v128.load(p)));
      high = f64x2.add(high, f64x2.mul(factor, v128.load(p, 16)));
      p += stride;
    }
    v128.store(out, low);
    v128.store(out, high, 16);
    c += 32;
    out += 32;
  }
  for (; i < rows; i++) {
    let sum: f64 = 0;
    for (let k: usize = 0; k < COUNT; k++) sum += load<f64>(t + (k << 3)) * load<f64>(c + k * stride);
    store<f64>(out, sum);
    c += 8;
    out += 8;
  }
}
