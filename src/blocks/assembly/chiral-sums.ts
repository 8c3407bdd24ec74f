// Power series with real coefficients at many complex places, double precision, SIMD. Plain multiplications and additions in a fixed
// order (no fused or relaxed SIMD): the same bits on every machine.

/** First address that the caller may use. */
export function heapBase(): usize {
  return (__heap_base + 63) & ~63;
}

/**
 * Σ_n c_n w^n and Σ_n d_n w^n at the places w = re + i·im, both series in one pass. All arguments but `places` are byte addresses, of
 * f64 but for `terms`.
 *
 * @param c coefficients of the first series, `d` those of the second
 * @param terms i32: how many terms matter, at least one, for every four places
 * @param places a multiple of four
 * @param out [4 × places]: real parts of the first sum, imaginary parts, and the same of the second
 */
export function sums(c: usize, d: usize, terms: usize, re: usize, im: usize, places: i32, out: usize): void {
  const stride = <usize>places << 3;
  for (let i = 0; i < places; i += 4) {
    const last = <usize>(load<i32>(terms + i) - 1) << 3;
    pair(c, d, last, v128.load(re), v128.load(im), v128.load(re, 16), v128.load(im, 16), out, stride);
    re += 32;
    im += 32;
    out += 32;
  }
}

// Knuth's scheme (TAOCP 4.6.4 eq. (3)): u_n = c_n − |w|² u_{n+2} + 2 Re w · u_{n+1}; the sum is c_0 − |w|² u_2 + w u_1
// @ts-ignore: decorator
@inline
function pair(c: usize, d: usize, last: usize, p: v128, q: v128, r: v128, s: v128, out: usize, stride: usize): void {
  const norm = f64x2.add(f64x2.mul(p, p), f64x2.mul(q, q));
  const norm2 = f64x2.add(f64x2.mul(r, r), f64x2.mul(s, s));
  const trace = f64x2.add(p, p);
  const trace2 = f64x2.add(r, r);
  let c1 = f64x2.splat(0);
  let c2 = c1;
  let d1 = c1;
  let d2 = c1;
  let e1 = c1;
  let e2 = c1;
  let f1 = c1;
  let f2 = c1;
  for (let n = last; n > 0; n -= 8) {
    const value = v128.load64_splat(c + n);
    const slope = v128.load64_splat(d + n);
    const c0 = f64x2.add(f64x2.sub(value, f64x2.mul(norm, c2)), f64x2.mul(trace, c1));
    const d0 = f64x2.add(f64x2.sub(slope, f64x2.mul(norm, d2)), f64x2.mul(trace, d1));
    const e0 = f64x2.add(f64x2.sub(value, f64x2.mul(norm2, e2)), f64x2.mul(trace2, e1));
    const f0 = f64x2.add(f64x2.sub(slope, f64x2.mul(norm2, f2)), f64x2.mul(trace2, f1));
    c2 = c1;
    c1 = c0;
    d2 = d1;
    d1 = d0;
    e2 = e1;
    e1 = e0;
    f2 = f1;
    f1 = f0;
  }
  const value = v128.load64_splat(c);
  const slope = v128.load64_splat(d);
  v128.store(out, f64x2.add(f64x2.sub(value, f64x2.mul(norm, c2)), f64x2.mul(p, c1)));
  v128.store(out, f64x2.add(f64x2.sub(value, f64x2.mul(norm2, e2)), f64x2.mul(r, e1)), 16);
  v128.store(out + stride, f64x2.mul(q, c1));
  v128.store(out + stride, f64x2.mul(s, e1), 16);
  v128.store(out + 2 * stride, f64x2.add(f64x2.sub(slope, f64x2.mul(norm, d2)), f64x2.mul(p, d1)));
  v128.store(out + 2 * stride, f64x2.add(f64x2.sub(slope, f64x2.mul(norm2, f2)), f64x2.mul(r, f1)), 16);
  v128.store(out + 3 * stride, f64x2.mul(q, d1));
  v128.store(out + 3 * stride, f64x2.mul(s, f1), 16);
}
