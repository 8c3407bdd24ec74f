import { Householder } from "../../math/householder.js";
import { Elimination } from "./bounded.js";
import { type Entries, frame, leadingAngle, type MatrixTerms } from "./rank-one-frame.js";

/** A symmetric matrix of coefficients: free but for the bounds of its entries, or held at rank one, P = α wwᵀ. */
export interface HeldMatrix {
  readonly terms: MatrixTerms;
  /** of w; null where the matrix is free */
  angle: number | null;
}

/** What the rows say at a rank-one matrix, as gradients of ‖r‖²/2. */
export interface Pull {
  readonly alpha: number;
  /** turning w */
  readonly turn: number;
  /** towards a second positive eigenvalue, positive where the rows want a negative one */
  readonly second: number;
  /** (∂/∂p¹¹, ∂/∂p¹², ∂/∂p²²) */
  readonly entries: Entries;
}

/**
 * A bounded linear least-squares problem, reduced to its triangle once, with some matrices of coefficients in frames of their own: in the
 * frame of an angle the columns of p¹¹, p¹², p²² are those of α, q, r.
 */
export class FramedColumns {
  private readonly qr: Householder;
  private readonly elimination: Elimination;
  /** triangle, and one row a matrix below it [columns × height] */
  private readonly triangle: Float64Array;
  private readonly turned: Float64Array;
  private readonly constant: Float64Array;
  private readonly lower: Float64Array;
  private readonly upper: Float64Array;
  private readonly height: number;

  constructor(
    private readonly rows: number,
    private readonly columns: number,
    private readonly matrices: readonly HeldMatrix[],
  ) {
    this.height = columns + 1 + matrices.length;
    this.qr = new Householder(rows, columns + 1);
    this.elimination = new Elimination(this.height, columns);
    this.triangle = new Float64Array(columns * this.height);
    this.turned = new Float64Array(columns * this.height);
    this.constant = new Float64Array(this.height);
    this.lower = new Float64Array(columns);
    this.upper = new Float64Array(columns);
  }

  /** @param constant r₀ [rows] @param matrix [columns × rows] */
  reduce(constant: Float64Array, matrix: Float64Array): void {
    const { rows, columns, height, qr, triangle } = this;
    const width = columns + 1;
    for (let i = 0; i < rows; i++) {
      for (let k = 0; k < columns; k++) qr.matrix[i * width + k] = matrix[k * rows + i]!;
      qr.matrix[i * width + columns] = constant[i]!;
    }
    qr.factorise(rows, width);
    triangle.fill(0);
    this.constant.fill(0);
    for (let i = 0; i < width; i++) {
      for (let k = i; k < columns; k++) triangle[k * height + i] = qr.matrix[i * width + k]!;
      this.constant[i] = qr.matrix[i * width + columns]!;
    }
  }

  /** Coefficients in the frames of the last solution [columns]. */
  get coefficients(): Float64Array {
    return this.elimination.coefficients;
  }

  get atBound(): Int8Array {
    return this.elimination.atBound;
  }

  /**
   * Minimises over everything but the angles.
   *
   * @param curvatures of the border of semidefinite matrices, in units of rows; where given, q is free as well: a Newton step of the angles
   */
  solve(lower: Float64Array, upper: Float64Array, curvatures: readonly (number | null)[] | null): number {
    const { height, matrices, turned, elimination } = this;
    turned.set(this.triangle);
    this.lower.set(lower);
    this.upper.set(upper);
    for (const [m, { terms, angle }] of matrices.entries()) {
      if (angle === null) continue;
      this.turn(terms, angle);
      const [alpha, q, r] = terms;
      const curvature = curvatures?.[m] ?? null;
      this.bound(alpha, 0, Number.POSITIVE_INFINITY);
      this.bound(r, 0, 0);
      if (curvature === null) this.bound(q, 0, 0);
      else {
        this.bound(q, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
        turned[q * height + this.columns + 1 + m] = curvature;
      }
    }
    return elimination.solve(this.constant, turned, this.lower, this.upper);
  }

  private bound(k: number, lower: number, upper: number): void {
    this.lower[k] = lower;
    this.upper[k] = upper;
  }

  private turn(terms: MatrixTerms, angle: number): void {
    const { height, triangle, turned } = this;
    for (const [to, weights] of frame(angle).entries()) {
      for (let i = 0; i <= this.columns; i++) {
        let sum = 0;
        for (let from = 0; from < 3; from++) sum += weights[from]! * triangle[terms[from]! * height + i]!;
        turned[terms[to]! * height + i] = sum;
      }
    }
  }

  /** (p¹¹, p¹², p²²) of the last solution. */
  entries({ terms, angle }: HeldMatrix): Entries {
    const [first, mixed, second] = terms.map((k) => this.coefficients[k]!) as [number, number, number];
    if (angle === null) return [first, mixed, second];
    const [alpha, q, r] = frame(angle);
    const entry = (e: number) => first * alpha[e]! + mixed * q[e]! + second * r[e]!;
    return [entry(0), entry(1), entry(2)];
  }

  /** At the last solution, whose q were held. */
  pull({ terms, angle }: HeldMatrix): Pull {
    const { height, triangle, elimination } = this;
    const gradient = (k: number) => {
      let sum = 0;
      for (let i = 0; i <= k; i++) sum += triangle[k * height + i]! * elimination.residual[i]!;
      return sum;
    };
    const entries: Entries = [gradient(terms[0]), gradient(terms[1]), gradient(terms[2])];
    const [, q, r] = frame(angle!);
    const along = (weights: Entries) =>
      weights[0] * entries[0] + weights[1] * entries[1] + weights[2] * entries[2];
    return { alpha: this.coefficients[terms[0]]!, turn: along(q), second: along(r), entries };
  }
}

/** Angle of the direction in which a matrix that is zero lowers ‖r‖² most; null where none does. */
export function steepestAngle({ entries: [first, mixed, second] }: Pull): number | null {
  // in vᵀ G v the gradient of p¹² is twice the entry of G beside the diagonal
  const angle = leadingAngle([-first, -mixed / 2, -second]);
  const [alpha] = frame(angle);
  return alpha[0] * first + alpha[1] * mixed + alpha[2] * second < 0 ? angle : null;
}
