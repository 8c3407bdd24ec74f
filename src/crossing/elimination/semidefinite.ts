import { atan2 } from "../../math/elementary.js";
import { type BorderCoefficient, Elimination, type Eliminator } from "./bounded.js";
import { FramedColumns, type HeldMatrix, type Pull, steepestAngle } from "./framed-columns.js";
import { projectOut } from "./project-out.js";
import {
  borderAngle,
  type Entries,
  frame,
  isIndefinite,
  leadingAngle,
  type MatrixTerms,
} from "./rank-one-frame.js";

/** Newton steps of the angles in a row, halvings of one, and changes of what is held at rank one. */
const MOST_STEPS = 30;
const MOST_HALVINGS = 20;
const MOST_CHANGES = 40;
/** Angles below which a Newton step is the last: the error after it is of the order of its square. */
const SMALL_TURN = 1e-9;
/** Relative differences of ‖r‖² that mean nothing. */
const ROUNDING = 1e-12;

/**
 * {@link Elimination} where some coefficients are the entries of symmetric matrices P = (p¹¹, p¹²; p¹², p²²), one an operator, that must be
 * positive semidefinite: p^{1111}, p^{1122}, p^{2222} of the operators that two scalars exchange, summed over all of one dimension and spin.
 *
 * Where the bounded solution obeys, it is the solution. A matrix that does not is held on the border, at rank one, P = α wwᵀ; with the angles of
 * the w fixed the rest is linear again, and Newton's method turns them, r = q²/α being the border's curvature. A matrix that the rows push
 * inside is set free. The problem is convex: where nothing pushes, that is its minimum.
 */
export class MatrixElimination implements Eliminator {
  readonly coefficients: Float64Array;
  readonly residual: Float64Array;
  readonly atBound: Int8Array;
  private readonly plain: Elimination;
  private readonly framed: FramedColumns;
  private readonly matrices: readonly HeldMatrix[];
  private lower: Float64Array = new Float64Array(0);
  private upper: Float64Array = new Float64Array(0);
  private matrix: Float64Array = new Float64Array(0);

  /** @param rows more than `columns` */
  constructor(
    private readonly rows: number,
    private readonly columns: number,
    terms: readonly MatrixTerms[],
  ) {
    this.coefficients = new Float64Array(columns);
    this.residual = new Float64Array(rows);
    this.atBound = new Int8Array(columns);
    this.plain = new Elimination(rows, columns);
    this.matrices = terms.map((each) => ({ terms: each, angle: null }));
    this.framed = new FramedColumns(rows, columns, this.matrices);
  }

  solve(constant: Float64Array, matrix: Float64Array, lower: Float64Array, upper: Float64Array): number {
    const { plain } = this;
    this.matrix = matrix;
    for (const held of this.matrices) held.angle = null;
    const sum = plain.solve(constant, matrix, lower, upper);
    this.coefficients.set(plain.coefficients);
    this.atBound.set(plain.atBound);
    if (!this.matrices.some(({ terms }) => isIndefinite(this.entriesOf(terms)))) {
      this.residual.set(plain.residual);
      return sum;
    }
    this.lower = lower;
    this.upper = upper;
    this.framed.reduce(constant, matrix);
    for (const held of this.matrices) {
      const entries = this.entriesOf(held.terms);
      if (isIndefinite(entries)) held.angle = leadingAngle(entries);
    }
    this.settle();
    return this.write(constant);
  }

  /** At rank one p²² = (p¹²)²/p¹¹, or p¹¹ where that is the smaller one. */
  get border(): readonly BorderCoefficient[] {
    return this.matrices.flatMap(({ terms: [first, mixed, second], angle }) => {
      if (angle === null || this.atBound[first] !== 0) return [];
      const [larger, smaller] =
        this.coefficients[first]! >= this.coefficients[second]! ? [first, second] : [second, first];
      const ratio = this.coefficients[mixed]! / this.coefficients[larger]!;
      return [{ column: smaller, others: [[larger, -ratio * ratio] as const, [mixed, 2 * ratio] as const] }];
    });
  }

  projectOut(vectors: Float64Array): void {
    if (this.matrices.every(({ angle }) => angle === null)) this.plain.projectOut(vectors);
    else projectOut(this.freeColumns(), vectors, this.rows);
  }

  private entriesOf(terms: MatrixTerms): Entries {
    return [this.coefficients[terms[0]]!, this.coefficients[terms[1]]!, this.coefficients[terms[2]]!];
  }

  private minimise(curvatures: readonly (number | null)[] | null = null): number {
    return this.framed.solve(this.lower, this.upper, curvatures);
  }

  private settle(): void {
    for (let change = 0; change < MOST_CHANGES; change++) {
      this.turn();
      if (!this.hold() && !this.release()) return;
    }
  }

  /** Newton's method in the angles of the matrices held. */
  private turn(): void {
    let present = this.minimise();
    for (let step = 0; step < MOST_STEPS; step++) {
      const from = this.matrices.map(({ angle }) => angle);
      const turns = this.newtonTurns();
      if (turns.every((by) => Math.abs(by) < SMALL_TURN)) {
        this.minimise();
        return;
      }
      const next = this.shortened(from, turns, present);
      if (next === null) return;
      present = next;
    }
  }

  /** By how much each matrix wants to be turned, at the last solution. */
  private newtonTurns(): number[] {
    const { framed, matrices } = this;
    const pulls = matrices.map((held) => (held.angle === null ? null : framed.pull(held)));
    const curvatures = pulls.map((pull) =>
      pull === null || pull.alpha <= 0 ? null : Math.sqrt((2 * Math.max(pull.second, 0)) / pull.alpha),
    );
    this.minimise(curvatures);
    return matrices.map(({ terms, angle }, m) => {
      const pull: Pull | null = pulls[m]!;
      if (pull === null || angle === null) return 0;
      if (curvatures[m] !== null) return atan2(framed.coefficients[terms[1]]!, pull.alpha);
      const way = steepestAngle(pull);
      return way === null ? 0 : way - angle;
    });
  }

  /** Turns by the longest of 1, ½, ¼ … of the way that lowers ‖r‖²; null where none does. */
  private shortened(
    from: readonly (number | null)[],
    turns: readonly number[],
    present: number,
  ): number | null {
    const { matrices } = this;
    const move = (share: number) => {
      for (const [m, held] of matrices.entries())
        if (from[m] !== null) held.angle = from[m]! + share * turns[m]!;
      return this.minimise();
    };
    for (let halving = 0, share = 1; halving < MOST_HALVINGS; halving++, share /= 2) {
      const next = move(share);
      if (next < present) return next;
    }
    move(0);
    return null;
  }

  /** Holds the free matrices that have become indefinite; false where there is none. */
  private hold(): boolean {
    let held = false;
    for (const each of this.matrices) {
      const entries = this.framed.entries(each);
      if (each.angle !== null || !isIndefinite(entries)) continue;
      each.angle = leadingAngle(entries);
      held = true;
    }
    return held;
  }

  /** Frees the matrix that the rows push inside most; where it goes too far, it is held again where it leaves. False where none is pushed. */
  private release(): boolean {
    const { framed, matrices } = this;
    let most = 0;
    let pushed: HeldMatrix | null = null;
    for (const held of matrices) {
      if (held.angle === null) continue;
      const { alpha, second } = framed.pull(held);
      if (alpha <= 0 || second >= most) continue;
      most = second;
      pushed = held;
    }
    if (pushed === null) return false;
    const border = framed.entries(pushed);
    const angle = pushed.angle;
    const before = this.minimise();
    pushed.angle = null;
    const after = this.minimise();
    const entries = framed.entries(pushed);
    if (isIndefinite(entries)) pushed.angle = borderAngle(border, entries);
    if (after < (1 - ROUNDING) * before && pushed.angle !== angle) return true;
    pushed.angle = angle;
    this.minimise();
    return false;
  }

  private write(constant: Float64Array): number {
    const { framed, matrices, coefficients, atBound, residual, matrix, rows } = this;
    coefficients.set(framed.coefficients);
    atBound.set(framed.atBound);
    for (const held of matrices) {
      if (held.angle === null) continue;
      const vanishes = framed.coefficients[held.terms[0]]! <= 0;
      for (const [e, entry] of framed.entries(held).entries()) {
        coefficients[held.terms[e]!] = entry;
        atBound[held.terms[e]!] = vanishes ? -1 : 0;
      }
    }
    residual.set(constant);
    let sum = 0;
    for (let k = 0; k < this.columns; k++)
      for (let i = 0; i < rows; i++) residual[i]! += coefficients[k]! * matrix[k * rows + i]!;
    for (const entry of residual) sum += entry * entry;
    return sum;
  }

  /**
   * Free columns, and of the matrices held those of α and, a matrix turning with the place, of q with its curvature in a row of its own
   * [free][rows + matrices].
   */
  private freeColumns(): Float64Array[] {
    const { rows, matrices, matrix, framed } = this;
    const inFrames = new Set(matrices.flatMap(({ terms, angle }) => (angle === null ? [] : terms)));
    const combined = (terms: readonly number[], weights: readonly number[]) => {
      const column = new Float64Array(rows + matrices.length);
      for (const [e, k] of terms.entries())
        for (let i = 0; i < rows; i++) column[i]! += weights[e]! * matrix[k * rows + i]!;
      return column;
    };
    const columns = Array.from({ length: this.columns }, (_, k) => k)
      .filter((k) => !inFrames.has(k) && this.atBound[k] === 0)
      .map((k) => combined([k], [1]));
    for (const [m, held] of matrices.entries()) {
      if (held.angle === null || this.atBound[held.terms[0]] !== 0) continue;
      const [alpha, q] = frame(held.angle);
      const { alpha: size, second } = framed.pull(held);
      const turning = combined(held.terms, q);
      turning[rows + m] = Math.sqrt((2 * Math.max(second, 0)) / size);
      columns.push(combined(held.terms, alpha), turning);
    }
    return columns;
  }
}
