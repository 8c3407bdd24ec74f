/** How many eigenvalues of each sign; `zero` counts pivots lost in rounding. */
export interface Inertia {
  readonly positive: number;
  readonly negative: number;
  readonly zero: number;
}

/** (1 + √17)/8: bounds the growth of a 1×1 and a 2×2 pivot alike (Bunch and Kaufman, Math. Comp. 31, 1977). */
const PIVOT_THRESHOLD = (1 + Math.sqrt(17)) / 8;
const EQUILIBRATION_SWEEPS = 3;

/**
 * P S A S Pᵀ = L D Lᵀ of a dense symmetric indefinite A [n × n], with D of 1×1 and 2×2 blocks.
 *
 * S equilibrates the rows first (a congruence, so the inertia is A's), which gives "a zero pivot" a meaning;
 * pivots are chosen by Bunch–Kaufman with rook search, so that the entries of L are bounded
 * (Ashcraft, Grimes and Lewis, SIAM J. Matrix Anal. Appl. 20, 1998). Everything is allocated at construction.
 */
export class SymmetricIndefinite {
  /** Fill the lower triangle, row-major [n × n], then call `factor`, which overwrites it. */
  readonly matrix: Float64Array;
  private readonly scale: Float64Array;
  private readonly order: Int32Array;
  /** 1 or 2 at the first row of a pivot block, 0 at the second row of a 2×2 block */
  private readonly block: Int8Array;
  private readonly off: Float64Array;
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private readonly work: Float64Array;

  constructor(readonly n: number) {
    this.matrix = new Float64Array(n * n);
    this.scale = new Float64Array(n);
    this.order = new Int32Array(n);
    this.block = new Int8Array(n);
    this.off = new Float64Array(n);
    this.first = new Float64Array(n);
    this.second = new Float64Array(n);
    this.work = new Float64Array(n);
  }

  /** Factors what is in `matrix`. A matrix with NaN or ±Infinity counts every eigenvalue as zero. */
  factor(): Inertia {
    const { n, order, block } = this;
    if (!this.equilibrate()) return { positive: 0, negative: 0, zero: n };
    for (let i = 0; i < n; i++) order[i] = i;
    const tiny = 4 * n * Number.EPSILON;
    let positive = 0;
    let negative = 0;
    let zero = 0;
    for (let k = 0; k < n; ) {
      const size = this.choosePivot(k);
      block[k] = size;
      if (size === 1) {
        const pivot = this.eliminateOne(k, tiny);
        if (pivot > 0) positive++;
        else if (pivot < 0) negative++;
        else zero++;
      } else {
        block[k + 1] = 0;
        if (this.eliminateTwo(k, tiny)) {
          positive++;
          negative++;
        } else zero += 2;
      }
      k += size;
    }
    return { positive, negative, zero };
  }

  /** Overwrites `b` [n] by the solution of A x = b; directions of zero pivots get 0. */
  solve(b: Float64Array): void {
    const { n, order, scale, work } = this;
    for (let i = 0; i < n; i++) work[i] = scale[order[i]!]! * b[order[i]!]!;
    this.forward(work);
    this.divide(work);
    this.backward(work);
    for (let i = 0; i < n; i++) b[order[i]!] = scale[order[i]!]! * work[i]!;
  }

  /** Ruiz's iteration (RAL-TR-2001-034): every row's largest entry towards 1. */
  private equilibrate(): boolean {
    const { n, matrix, scale, work } = this;
    scale.fill(1);
    for (let sweep = 0; sweep < EQUILIBRATION_SWEEPS; sweep++) {
      work.fill(0);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) {
          const size = Math.abs(matrix[i * n + j]!);
          if (!(size < Number.POSITIVE_INFINITY)) return false;
          if (size > work[i]!) work[i] = size;
          if (size > work[j]!) work[j] = size;
        }
      }
      for (let i = 0; i < n; i++) {
        work[i] = work[i]! > 0 ? 1 / Math.sqrt(work[i]!) : 1;
        scale[i] = scale[i]! * work[i]!;
      }
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[i * n + j]! * work[i]! * work[j]!;
      }
    }
    return true;
  }

  /** Row or column i of the active block's largest off-diagonal entry: its index, or −1; the size goes to `this.largest`. */
  private largestOffDiagonal(i: number, k: number): number {
    const { n, matrix } = this;
    let best = 0;
    let where = -1;
    for (let j = k; j < i; j++) {
      const size = Math.abs(matrix[i * n + j]!);
      if (size > best) {
        best = size;
        where = j;
      }
    }
    for (let j = i + 1; j < n; j++) {
      const size = Math.abs(matrix[j * n + i]!);
      if (size > best) {
        best = size;
        where = j;
      }
    }
    this.largest = best;
    return where;
  }
  private largest = 0;

  /** Swaps the pivot of the next step to the front of the active block; returns its size. */
  private choosePivot(k: number): 1 | 2 {
    const { n, matrix } = this;
    let candidate = k;
    let partner = this.largestOffDiagonal(k, k);
    let size = this.largest;
    if (partner < 0 || Math.abs(matrix[k * n + k]!) >= PIVOT_THRESHOLD * size) return 1;
    for (;;) {
      const next = this.largestOffDiagonal(partner, k);
      const reach = this.largest;
      if (Math.abs(matrix[partner * n + partner]!) >= PIVOT_THRESHOLD * reach) {
        this.swap(k, partner);
        return 1;
      }
      if (next === candidate || reach <= size) {
        this.swap(k, candidate);
        this.swap(k + 1, partner === k ? candidate : partner);
        return 2;
      }
      candidate = partner;
      partner = next;
      size = reach;
    }
  }

  /** Symmetric exchange of rows and columns p ≤ q; what is already in L moves along. */
  private swap(p: number, q: number): void {
    if (p === q) return;
    const { n, matrix, order } = this;
    for (let j = 0; j < p; j++) exchange(matrix, p * n + j, q * n + j);
    for (let j = p + 1; j < q; j++) exchange(matrix, j * n + p, q * n + j);
    for (let i = q + 1; i < n; i++) exchange(matrix, i * n + p, i * n + q);
    exchange(matrix, p * n + p, q * n + q);
    const row = order[p]!;
    order[p] = order[q]!;
    order[q] = row;
  }

  private eliminateOne(k: number, tiny: number): number {
    const { n, matrix, first } = this;
    const pivot = matrix[k * n + k]!;
    if (Math.abs(pivot) <= tiny) {
      matrix[k * n + k] = 0;
      for (let i = k + 1; i < n; i++) matrix[i * n + k] = 0;
      return 0;
    }
    for (let i = k + 1; i < n; i++) first[i] = matrix[i * n + k]!;
    for (let i = k + 1; i < n; i++) {
      const factor = first[i]! / pivot;
      matrix[i * n + k] = factor;
      if (factor === 0) continue;
      const row = i * n;
      for (let j = k + 1; j <= i; j++) matrix[row + j] = matrix[row + j]! - factor * first[j]!;
    }
    return pivot;
  }

  /** Returns whether the block is regular: then it is indefinite, or rook search would have taken a 1×1 pivot. */
  private eliminateTwo(k: number, tiny: number): boolean {
    const { n, matrix, first, second, off } = this;
    const a = matrix[k * n + k]!;
    const b = matrix[(k + 1) * n + k]!;
    const d = matrix[(k + 1) * n + k + 1]!;
    const determinant = a * d - b * b;
    if (!(determinant < 0) || Math.abs(b) <= tiny) {
      off[k] = 0;
      for (let i = k; i < n; i++) {
        matrix[i * n + k] = 0;
        matrix[i * n + k + 1] = 0;
      }
      return false;
    }
    off[k] = b;
    matrix[(k + 1) * n + k] = 0;
    for (let i = k + 2; i < n; i++) {
      first[i] = matrix[i * n + k]!;
      second[i] = matrix[i * n + k + 1]!;
    }
    for (let i = k + 2; i < n; i++) {
      const left = (d * first[i]! - b * second[i]!) / determinant;
      const right = (a * second[i]! - b * first[i]!) / determinant;
      const row = i * n;
      matrix[row + k] = left;
      matrix[row + k + 1] = right;
      if (left === 0 && right === 0) continue;
      for (let j = k + 2; j <= i; j++)
        matrix[row + j] = matrix[row + j]! - left * first[j]! - right * second[j]!;
    }
    return true;
  }

  private forward(x: Float64Array): void {
    const { n, matrix } = this;
    for (let i = 1; i < n; i++) {
      let sum = x[i]!;
      const row = i * n;
      for (let j = 0; j < i; j++) sum -= matrix[row + j]! * x[j]!;
      x[i] = sum;
    }
  }

  private divide(x: Float64Array): void {
    const { n, matrix, block, off } = this;
    for (let k = 0; k < n; k++) {
      const a = matrix[k * n + k]!;
      if (block[k] === 1) x[k] = a === 0 ? 0 : x[k]! / a;
      if (block[k] !== 2) continue;
      const b = off[k]!;
      const d = matrix[(k + 1) * n + k + 1]!;
      const determinant = a * d - b * b;
      if (determinant === 0) {
        x[k] = 0;
        x[k + 1] = 0;
        continue;
      }
      const left = (d * x[k]! - b * x[k + 1]!) / determinant;
      x[k + 1] = (a * x[k + 1]! - b * x[k]!) / determinant;
      x[k] = left;
    }
  }

  private backward(x: Float64Array): void {
    const { n, matrix } = this;
    for (let i = n - 1; i > 0; i--) {
      const value = x[i]!;
      const row = i * n;
      for (let j = 0; j < i; j++) x[j] = x[j]! - matrix[row + j]! * value;
    }
  }
}

function exchange(array: Float64Array, i: number, j: number): void {
  const value = array[i]!;
  array[i] = array[j]!;
  array[j] = value;
}
