// C = op(A)·op(B) (+ C), row-major f32, register-blocked 4 × 8.
// Both factors are packed first: A in strips of 4 rows [k][4], B in panels of 8 columns [k][8]. Strided reads of B
// would fall into a few sets of the level-1 cache (a row of 256 floats is 1 KiB) and run at a third of the speed.
// Rows of C and the inner dimension are multiples of 4, columns of C multiples of 8.
import { madd } from "./madd";

/** A as stored is [m × k]: strip[p][i] = A[i][p], four rows at a time. */
function packRows(a: usize, lda: u32, m: u32, k: u32, out: usize): void {
  for (let i: u32 = 0; i < m; i += 4) {
    let r0 = a + ((i * lda) << 2);
    let r1 = r0 + (lda << 2);
    let r2 = r1 + (lda << 2);
    let r3 = r2 + (lda << 2);
    for (let p: u32 = 0; p < k; p += 4) {
      const v0 = v128.load(r0);
      const v1 = v128.load(r1);
      const v2 = v128.load(r2);
      const v3 = v128.load(r3);
      const t0 = v128.shuffle<f32>(v0, v1, 0, 4, 1, 5);
      const t1 = v128.shuffle<f32>(v2, v3, 0, 4, 1, 5);
      const t2 = v128.shuffle<f32>(v0, v1, 2, 6, 3, 7);
      const t3 = v128.shuffle<f32>(v2, v3, 2, 6, 3, 7);
      v128.store(out, v128.shuffle<f32>(t0, t1, 0, 1, 4, 5));
      v128.store(out, v128.shuffle<f32>(t0, t1, 2, 3, 6, 7), 16);
      v128.store(out, v128.shuffle<f32>(t2, t3, 0, 1, 4, 5), 32);
      v128.store(out, v128.shuffle<f32>(t2, t3, 2, 3, 6, 7), 48);
      r0 += 16;
      r1 += 16;
      r2 += 16;
      r3 += 16;
      out += 64;
    }
  }
}

/** A as stored is [k × m]: strip[p][i] = A[p][i]. */
function packColumns(a: usize, lda: u32, m: u32, k: u32, out: usize): void {
  for (let i: u32 = 0; i < m; i += 4) {
    let from = a + (i << 2);
    for (let p: u32 = 0; p < k; p++) {
      v128.store(out, v128.load(from));
      from += lda << 2;
      out += 16;
    }
  }
}

/** B as stored is [k × n]: panel[p][j] = B[p][column + j]. */
function packPanel(b: usize, ldb: u32, column: u32, k: u32, out: usize): void {
  let from = b + (column << 2);
  for (let p: u32 = 0; p < k; p++) {
    v128.store(out, v128.load(from));
    v128.store(out, v128.load(from, 16), 16);
    from += ldb << 2;
    out += 32;
  }
}

/** B as stored is [n × k]: panel[p][j] = B[column + j][p]. */
function packPanelTransposed(b: usize, ldb: u32, column: u32, k: u32, out: usize): void {
  for (let half: u32 = 0; half < 8; half += 4) {
    let r0 = b + (((column + half) * ldb) << 2);
    let r1 = r0 + (ldb << 2);
    let r2 = r1 + (ldb << 2);
    let r3 = r2 + (ldb << 2);
    let to = out + (half << 2);
    for (let p: u32 = 0; p < k; p += 4) {
      const v0 = v128.load(r0);
      const v1 = v128.load(r1);
      const v2 = v128.load(r2);
      const v3 = v128.load(r3);
      const t0 = v128.shuffle<f32>(v0, v1, 0, 4, 1, 5);
      const t1 = v128.shuffle<f32>(v2, v3, 0, 4, 1, 5);
      const t2 = v128.shuffle<f32>(v0, v1, 2, 6, 3, 7);
      const t3 = v128.shuffle<f32>(v2, v3, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f32>(t0, t1, 0, 1, 4, 5));
      v128.store(to, v128.shuffle<f32>(t0, t1, 2, 3, 6, 7), 32);
      v128.store(to, v128.shuffle<f32>(t2, t3, 0, 1, 4, 5), 64);
      v128.store(to, v128.shuffle<f32>(t2, t3, 2, 3, 6, 7), 96);
      r0 += 16;
      r1 += 16;
      r2 += 16;
      r3 += 16;
      to += 128;
    }
  }
}

/** One 4 × 8 tile of C: the sum runs over p in order, so that the result does not depend on the blocking. */
function tile(k: u32, a: usize, b: usize, c: usize, rowBytes: u32, accumulate: bool): void {
  const z = f32x4.splat(0);
  let c00 = z, c01 = z, c10 = z, c11 = z, c20 = z, c21 = z, c30 = z, c31 = z;
  const end = a + (k << 4);
  // not unrolled by hand: twice the code made this loop a quarter slower in V8
  while (a < end) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let s = v128.load32_splat(a, 0);
    c00 = madd(c00, s, b0); c01 = madd(c01, s, b1);
    s = v128.load32_splat(a, 4);
    c10 = madd(c10, s, b0); c11 = madd(c11, s, b1);
    s = v128.load32_splat(a, 8);
    c20 = madd(c20, s, b0); c21 = madd(c21, s, b1);
    s = v128.load32_splat(a, 12);
    c30 = madd(c30, s, b0); c31 = madd(c31, s, b1);
    a += 16;
    b += 32;
  }
  storeRow(c, c00, c01, accumulate);
  storeRow(c + rowBytes, c10, c11, accumulate);
  storeRow(c + 2 * rowBytes, c20, c21, accumulate);
  storeRow(c + 3 * rowBytes, c30, c31, accumulate);
}

// @ts-ignore: decorator
@inline
function storeRow(c: usize, low: v128, high: v128, accumulate: bool): void {
  if (accumulate) {
    low = f32x4.add(low, v128.load(c));
    high = f32x4.add(high, v128.load(c, 16));
  }
  v128.store(c, low);
  v128.store(c, high, 16);
}

/**
 * C [m × n] = op(A) [m × k] · op(B) [k × n], plus C where `accumulate`.
 * `scratch` holds (m + 8)·k floats. m and k are multiples of 4, n of 8.
 */
export function gemm(
  m: u32, n: u32, k: u32,
  a: usize, lda: u32, transposeA: bool,
  b: usize, ldb: u32, transposeB: bool,
  c: usize, ldc: u32, accumulate: bool,
  scratch: usize,
): void {
  const panel = scratch;
  const strips = scratch + (k << 5);
  if (transposeA) packColumns(a, lda, m, k, strips);
  else packRows(a, lda, m, k, strips);
  const rowBytes = ldc << 2;
  for (let j: u32 = 0; j < n; j += 8) {
    if (transposeB) packPanelTransposed(b, ldb, j, k, panel);
    else packPanel(b, ldb, j, k, panel);
    let strip = strips;
    let to = c + (j << 2);
    for (let i: u32 = 0; i < m; i += 4) {
      tile(k, strip, panel, to, rowBytes, accumulate);
      strip += k << 4;
      to += rowBytes << 2;
    }
  }
}
