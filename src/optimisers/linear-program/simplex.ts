import type { FixedPoint } from "../../math/fixed-point.js";
import { Basis } from "./basis.js";
import type { ProgramColumn } from "./column.js";

export interface ProgramSolution {
  /**
   * `infeasible`: the dual is that of the artificial problem, a Farkas certificate (dual · column ≤ 0 for all columns) where
   * dual · rhs > 0; `unbounded`: costs fall without end along a ray; `stalled`: more pivots than any sensible program needs
   */
  readonly status: "optimal" | "infeasible" | "unbounded" | "stalled";
  /** one multiplier a row */
  readonly dual: readonly bigint[];
  /** Σ cost x; of the artificial problem where infeasible */
  readonly objective: bigint;
  /** columns in the basis and their x ≥ 0 */
  readonly basic: readonly { readonly column: number; readonly value: bigint }[];
}

/**
 * The revised simplex method (G. B. Dantzig) in fixed-point arithmetic, two phases, the explicit inverse made anew at every call. Columns
 * may be added between calls, which then go on from the last basis: the inner loop of column generation.
 */
export class LinearProgram {
  readonly columns: ProgramColumn[] = [];
  /** entries of the columns in doubles [columns][rows] */
  private readonly rough: Float64Array[] = [];
  private readonly basis: Basis;
  /** Was a solution found, so that costs are lowered? */
  feasible = false;
  /** What the artificial problem charges a column: where negative, certificates are strict, dual · column ≤ artificialCost. */
  artificialCost = 0n;

  /**
   * @param rhs right-hand side [rows]
   * @param tolerance a column enters when its reduced cost is below −tolerance
   */
  constructor(
    private readonly fixed: FixedPoint,
    private readonly rhs: readonly bigint[],
    private readonly tolerance: bigint,
  ) {
    this.basis = new Basis(fixed, rhs);
  }

  /** Columns should be of size one: the steepest reduced cost is taken as it is. */
  add(column: ProgramColumn): number {
    if (column.entries.length !== this.rhs.length) throw new RangeError("a column has one entry a row");
    this.rough.push(Float64Array.from(column.entries, (entry) => this.fixed.toNumber(entry)));
    return this.columns.push(column) - 1;
  }

  /** Other costs for the same columns; the basis stays. */
  setCosts(costs: (column: number) => bigint): void {
    for (const [j, { entries }] of this.columns.entries()) this.columns[j] = { entries, cost: costs(j) };
  }

  solve(): ProgramSolution {
    this.basis.refactor(this.columns);
    if (!this.feasible) {
      const first = this.minimise("artificial");
      if (first.status !== "optimal") return first;
      if (this.basis.artificialSum() > this.zero()) return { ...first, status: "infeasible" };
      this.feasible = true;
    }
    this.basis.expelArtificials(this.columns);
    return this.minimise("costs");
  }

  private minimise(phase: "artificial" | "costs"): ProgramSolution {
    const cost = (j: number) => {
      if (j < 0) return phase === "artificial" ? this.fixed.one : 0n;
      return phase === "artificial" ? this.artificialCost : this.columns[j]!.cost;
    };
    for (let pivots = 0; pivots < MOST_PIVOTS; pivots++) {
      const dual = this.basis.dual(cost);
      // after very many pivots the lowest index (R. G. Bland), which cannot cycle
      const steepest = pivots < DANTZIG_PIVOTS;
      const rough = steepest ? this.enteringRoughly(dual, cost) : -1;
      const entering = rough < 0 ? this.entering(dual, cost, steepest) : rough;
      if (entering < 0) return this.solution("optimal", dual, cost);
      const { entries } = this.columns[entering]!;
      if (!this.basis.enter(entering, entries)) return this.solution("unbounded", dual, cost);
    }
    return this.solution("stalled", this.basis.dual(cost), cost);
  }

  /** As {@link entering} in doubles, an order faster; −1 where no reduced cost is negative beyond their errors. */
  private enteringRoughly(dual: readonly bigint[], cost: (j: number) => bigint): number {
    const multipliers = Float64Array.from(dual, (entry) => this.fixed.toNumber(entry));
    const size = multipliers.reduce((sum, entry) => sum + Math.abs(entry), 0);
    let best = -1;
    let least = -ROUGH * size;
    for (const [j, column] of this.rough.entries()) {
      if (this.basis.has(j)) continue;
      let reduced = this.fixed.toNumber(cost(j));
      for (let i = 0; i < column.length; i++) reduced -= multipliers[i]! * column[i]!;
      if (reduced >= least) continue;
      least = reduced;
      best = j;
    }
    return best;
  }

  /** −1 where no reduced cost is negative. */
  private entering(dual: readonly bigint[], cost: (j: number) => bigint, steepest: boolean): number {
    let best = -1;
    let least = -this.tolerance;
    for (const [j, { entries }] of this.columns.entries()) {
      if (this.basis.has(j)) continue;
      const reduced = cost(j) - this.fixed.dot(dual, entries);
      if (reduced >= least) continue;
      if (!steepest) return j;
      least = reduced;
      best = j;
    }
    return best;
  }

  private solution(
    status: ProgramSolution["status"],
    dual: readonly bigint[],
    cost: (j: number) => bigint,
  ): ProgramSolution {
    const basic = this.basis.members();
    const objective = basic.reduce(
      (sum, { column, value }) => sum + this.fixed.times(cost(column), value),
      0n,
    );
    return { status, dual, objective, basic: basic.filter(({ column }) => column >= 0) };
  }

  /** What rounding may leave of a sum that vanishes. */
  private zero(): bigint {
    return this.fixed.one >> BigInt(Math.floor(this.fixed.bits / 2));
  }
}

/** Of reduced costs in doubles for columns of size one, far above their rounding. */
const ROUGH = 1e-10;
const DANTZIG_PIVOTS = 2000;
const MOST_PIVOTS = 4000;
