// Double series Σ_n r^n Σ_j a_{n,j} P_j at many places, double precision, SIMD. Plain multiplications and additions in a fixed order
// (no fused or relaxed SIMD): the same bits on every machine.

/** First address that the caller may use. */
export function heapBase(): usize {
  return (__heap_base + 63) & ~63;
}

/**
 * Both series in one pass. All arguments but `places` are byte addresses, of f64 but for `levels` and `counts`.
 *
 * @param a coefficients, level after level without gaps; `b` those of the second series
 * @param levels i32 × 3 for every level: index of its first coefficient, first j, how many j in steps of two
 * @param counts i32: how many levels matter, at least one, for every four places
 * @param polynomials P_j at all places [j × places]
 * @param power r, or r² where odd levels are missing [places]
 * @param places a multiple of four
 * @param out [2 × places]
 */
export function sums(
  a: usize,
  b: usize,
  levels: usize,
  counts: usize,
  polynomials: usize,
  power: usize,
  places: i32,
  out: usize,
): void {
  const stride = <usize>places << 3;
  for (let i = 0; i < places; i += 4) {
    const r = v128.load(power);
    const s = v128.load(power, 16);
    let a1 = f64x2.splat(0);
    let a2 = a1;
    let b1 = a1;
    let b2 = a1;
    for (let level = load<i32>(counts + i) - 1; level >= 0; level--) {
      const entry = levels + <usize>(level * 12);
      const start = <usize>load<i32>(entry) << 3;
      let p = polynomials + <usize>load<i32>(entry, 4) * stride;
      const end = start + (<usize>load<i32>(entry, 8) << 3);
      let c1 = f64x2.splat(0);
      let c2 = c1;
      let d1 = c1;
      let d2 = c1;
      for (let k = start; k < end; k += 8) {
        const value = v128.load64_splat(a + k);
        const slope = v128.load64_splat(b + k);
        const p1 = v128.load(p);
        const p2 = v128.load(p, 16);
        c1 = f64x2.add(c1, f64x2.mul(value, p1));
        c2 = f64x2.add(c2, f64x2.mul(value, p2));
        d1 = f64x2.add(d1, f64x2.mul(slope, p1));
        d2 = f64x2.add(d2, f64x2.mul(slope, p2));
        p += 2 * stride;
      }
      a1 = f64x2.add(f64x2.mul(a1, r), c1);
      a2 = f64x2.add(f64x2.mul(a2, s), c2);
      b1 = f64x2.add(f64x2.mul(b1, r), d1);
      b2 = f64x2.add(f64x2.mul(b2, s), d2);
    }
    v128.store(out, a1);
    v128.store(out, a2, 16);
    v128.store(out + stride, b1);
    v128.store(out + stride, b2, 16);
    polynomials += 32;
    power += 32;
    out += 32;
  }
}
