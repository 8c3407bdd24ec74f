import { dot } from "./vectors";

/**
 * Rotates the columns of a column-major matrix [m × n] until they are orthogonal (one-sided Jacobi, Hestenes 1958; Golub & Van Loan §8.6.3).
 * Their squared norms, not sorted, go to `norms` [n].
 */
export function orthogonalise(a: usize, m: i32, n: i32, norms: usize): void {
  const stride = <usize>m << 3;
  const tolerance = Math.sqrt(m) * f64.EPSILON;
  let rotated = true;
  for (let sweep = 0; rotated && sweep < 40; sweep++) {
    rotated = false;
    for (let j = 0; j < n; j++) {
      const column = a + <usize>j * stride;
      store<f64>(norms + (<usize>j << 3), dot(column, column, m));
    }
    for (let p = 0; p < n - 1; p++) {
      largestFirst(a, stride, norms, p, n);
      for (let q = p + 1; q < n; q++) {
        const x = a + <usize>p * stride;
        const y = a + <usize>q * stride;
        const alpha = load<f64>(norms + (<usize>p << 3));
        const beta = load<f64>(norms + (<usize>q << 3));
        const gamma = dot(x, y, m);
        if (!(Math.abs(gamma) > tolerance * Math.sqrt(alpha) * Math.sqrt(beta))) continue;
        rotated = true;
        const zeta = (beta - alpha) / (2 * gamma);
        const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const c = 1 / Math.sqrt(1 + t * t);
        rotate(x, y, c, c * t, m);
        store<f64>(norms + (<usize>p << 3), Math.max(alpha - t * gamma, 0));
        store<f64>(norms + (<usize>q << 3), beta + t * gamma);
      }
    }
  }
}

/** Swaps the column of largest norm among p … n − 1 to place p: sorted columns converge in fewer sweeps (de Rijk, SIAM J. Sci. Stat. Comput. 10 (1989) 359). */
function largestFirst(a: usize, stride: usize, norms: usize, p: i32, n: i32): void {
  let largest = p;
  for (let q = p + 1; q < n; q++)
    if (load<f64>(norms + (<usize>q << 3)) > load<f64>(norms + (<usize>largest << 3))) largest = q;
  if (largest == p) return;
  swap(a + <usize>p * stride, a + <usize>largest * stride, stride);
  swap(norms + (<usize>p << 3), norms + (<usize>largest << 3), 8);
}

function swap(x: usize, y: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 8) {
    const kept = load<f64>(x + i);
    store<f64>(x + i, load<f64>(y + i));
    store<f64>(y + i, kept);
  }
}

/** (x, y) ← (c x − s y, s x + c y), n entries each. */
function rotate(x: usize, y: usize, c: f64, s: f64, n: i32): void {
  const cc = f64x2.splat(c);
  const ss = f64x2.splat(s);
  let i = 0;
  for (; i + 2 <= n; i += 2) {
    const u = v128.load(x);
    const v = v128.load(y);
    v128.store(x, f64x2.sub(f64x2.mul(cc, u), f64x2.mul(ss, v)));
    v128.store(y, f64x2.add(f64x2.mul(ss, u), f64x2.mul(cc, v)));
    x += 16;
    y += 16;
  }
  if (i < n) {
    const u = load<f64>(x);
    const v = load<f64>(y);
    store<f64>(x, c * u - s * v);
    store<f64>(y, s * u + c * v);
  }
}
