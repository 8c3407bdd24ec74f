import type { FixedPoint } from "../math/fixed-point.js";
import { LinearProgram, type ProgramSolution } from "../optimisers/linear-program/simplex.js";

/** An operator of a continuum. */
export interface Place {
  /** from 0: sector and spin */
  readonly branch: number;
  /** possibly infinite */
  readonly delta: number;
}

/** Infinitely many columns: those of any operators above gaps. A functional, a number a row, is a function on them. */
export interface Continuum {
  readonly fixed: FixedPoint;
  /** columns to begin with */
  readonly start: readonly Place[];
  /** functionals are made positive by 2^−marginBits on columns of size one: what a bound loses by it is of the same size */
  readonly marginBits: number;
  contains(place: Place): boolean;
  /** of size one [rows] */
  column(place: Place): readonly bigint[];
  /** local minima of a functional, in the scale of the columns; some may be missed */
  minima(functional: readonly bigint[]): readonly (Place & { readonly value: bigint })[];
  /** null where the functional is proved to be positive on all columns, else a place where it is not */
  notPositive(functional: readonly bigint[]): Place | null;
}

/** A column of one operator whose dimension is known. */
export interface KnownColumn {
  readonly entries: readonly bigint[];
  /** largest error of a functional of size one on it, in units of the last place [rows] */
  readonly errors: readonly bigint[];
}

/** Σ over known columns x_n a_n + ∫ dμ(Δ) a(Δ) = rhs with x ≥ 0, μ ≥ 0. */
export interface SemiInfiniteProgram {
  readonly continuum: Continuum;
  readonly known: readonly KnownColumn[];
  readonly rhs: readonly bigint[];
}

export interface Extreme {
  /**
   * `infeasible`: the dual is negative on all columns and positive on the right-hand side, so that there is no solution; `feasible`: there is
   * one, and nothing else was asked for; `unbounded`: some operators can be added to any solution for ever
   */
  readonly status: "proved" | "feasible" | "infeasible" | "unbounded" | "not-proved";
  /** multipliers y with y·a ≤ c for every column a of cost c */
  readonly dual: readonly bigint[];
  /** x of the known columns in the solution that attains the bound */
  readonly known: readonly bigint[];
  /** operators of the continuum in it, rising; Δ may be infinite. Two beside each other stand for one between them. */
  readonly support: readonly (Place & { readonly value: bigint })[];
  readonly rounds: number;
  readonly columns: number;
}

export interface ExchangeProgress {
  readonly round: number;
  readonly columns: number;
  /** most negative value of the present functional on a column; null while there is no solution yet */
  readonly violation: number | null;
}

/** Certificates that there is no solution may have a smaller margin, by 2^−10. */
const LESS_MARGIN_BITS = 10;
/** Columns nearer than this part of their Δ stand for one between them, which is looked for in this part of their distance. */
const NEAR = 0.05;
const NARROWING = 1 / 32;
/** While there is no solution, columns are added down to −2^−120: what the rows lack may be as small. */
const SEARCH_BITS = 120;
const MOST_ROUNDS = 300;

/**
 * Linear programs over a continuum of columns by exchange: the simplex method on finitely many columns, to which those are added where the
 * functional is worst, until it is proved to be positive on all. Several programs of different costs share the columns.
 */
export class Exchange {
  private readonly program: LinearProgram;
  /** of each column after the known ones */
  readonly places: Place[] = [];
  private readonly there = new Set<string>();
  private readonly margin: bigint;

  /** @param start more columns to begin with, as far as the continuum contains them */
  constructor(
    private readonly problem: SemiInfiniteProgram,
    start: readonly Place[] = [],
  ) {
    const { continuum, known, rhs } = problem;
    const { one } = continuum.fixed;
    this.margin = one >> BigInt(continuum.marginBits);
    this.program = new LinearProgram(continuum.fixed, rhs, one >> BigInt(SEARCH_BITS + 2));
    for (const { entries } of known) this.program.add({ entries, cost: -this.margin });
    for (const place of [...continuum.start, ...start]) this.add(place);
  }

  /**
   * Lowers `sign` times x of known column `target`.
   *
   * @param onRound told of each round
   */
  extreme(target: number, sign: 1 | -1, onRound: (progress: ExchangeProgress) => void): Extreme {
    const { program, margin, problem } = this;
    const { one } = problem.continuum.fixed;
    program.setCosts((j) => (j === target ? BigInt(sign) * one - margin : -margin));
    return this.exchanged(target, onRound);
  }

  /** Is there any solution? */
  feasible(onRound: (progress: ExchangeProgress) => void): Extreme {
    this.program.setCosts(() => 0n);
    return this.exchanged(null, onRound);
  }

  private exchanged(target: number | null, onRound: (progress: ExchangeProgress) => void): Extreme {
    const { program, margin, problem } = this;
    for (let round = 1; ; round++) {
      const solution = program.solve();
      const outcome = (status: Extreme["status"]) => this.outcome(status, solution, round);
      if (solution.status === "unbounded") return outcome("unbounded");
      if (round > MOST_ROUNDS || solution.status === "stalled") return outcome("not-proved");
      const solved = solution.status === "optimal";
      if (solved && target === null) return outcome("feasible");
      const functional = solution.dual.map((entry) => -entry);
      const { added, worst } = this.improve(functional, solved ? -margin : program.artificialCost);
      if (added > 0) this.refine(solution);
      const violation = solved ? problem.continuum.fixed.toNumber(worst) : null;
      onRound({ round, columns: program.columns.length, violation });
      if (added > 0) continue;
      if (!solved && !this.certifies(solution)) {
        if (this.chargeLess()) continue;
        return outcome("not-proved");
      }
      const place = this.notPositive(functional, solved ? target : null);
      if (place === null) return outcome(solved ? "proved" : "infeasible");
      if (!this.add(place)) return outcome("not-proved");
    }
  }

  /** No solution so far: with a strict margin? */
  private certifies({ dual }: ProgramSolution): boolean {
    const { rhs, continuum } = this.problem;
    const { fixed } = continuum;
    return this.program.artificialCost < 0n && fixed.dot(dual, rhs) > fixed.one >> BigInt(SEARCH_BITS);
  }

  /** A first margin for certificates, or a smaller one. */
  private chargeLess(): boolean {
    const { program, margin } = this;
    program.artificialCost = program.artificialCost === 0n ? -margin : program.artificialCost / 32n;
    return -program.artificialCost >= margin >> BigInt(LESS_MARGIN_BITS);
  }

  /** Adds columns where a functional is below half the margin that their cost gives it. */
  private improve(functional: readonly bigint[], cost: bigint): { added: number; worst: bigint } {
    const { one } = this.problem.continuum.fixed;
    const least = cost === 0n ? -one >> BigInt(SEARCH_BITS) : -cost >> 1n;
    const minima = this.problem.continuum.minima(functional);
    const added = minima.filter((minimum) => minimum.value < least && this.add(minimum)).length;
    return {
      added,
      worst: minima.reduce((worst, { value }) => (value < worst ? value : worst), minima[0]!.value),
    };
  }

  /**
   * Between two columns that stand for one, the functional is lowest in their middle, where a column would halve their distance; but where
   * they meet is known better, from their weights.
   */
  private refine({ basic }: ProgramSolution): void {
    const support = this.support(basic);
    for (const [i, { branch, delta: first, value: one }] of support.entries()) {
      const next = support[i + 1];
      if (next?.branch !== branch) continue;
      const distance = next.delta - first;
      if (!(distance < NEAR * first)) continue;
      const share = Number((next.value * 1_000_000n) / (one + next.value)) / 1e6;
      for (const shift of [-NARROWING, 0, NARROWING])
        this.add({ branch, delta: first + (share + shift) * distance });
    }
  }

  /** False for a column that is there, or outside. */
  private add({ branch, delta }: Place): boolean {
    const { continuum } = this.problem;
    const key = `${branch} ${delta}`;
    if (this.there.has(key) || !continuum.contains({ branch, delta })) return false;
    this.program.add({ entries: continuum.column({ branch, delta }), cost: -this.margin });
    this.there.add(key);
    this.places.push({ branch, delta });
    return true;
  }

  /** Null where a functional is proved to be positive on all columns but the target, else a place where it is not, NaN for a known one. */
  private notPositive(functional: readonly bigint[], target: number | null): Place | null {
    const { continuum, known } = this.problem;
    const { fixed } = continuum;
    const negative = known.some(({ entries, errors }, n) => {
      if (n === target) return false;
      const error = functional.reduce(
        (sum, entry, row) => sum + errors[row]! * (entry < 0n ? -entry : entry),
        0n,
      );
      return fixed.dot(functional, entries) <= (error >> BigInt(fixed.bits)) + 2n;
    });
    return negative ? { branch: 0, delta: Number.NaN } : continuum.notPositive(functional);
  }

  private outcome(status: Extreme["status"], { dual, basic }: ProgramSolution, rounds: number): Extreme {
    const count = this.problem.known.length;
    const known = Array.from({ length: count }, () => 0n);
    for (const { column, value } of basic) if (column < count) known[column] = value;
    const columns = this.program.columns.length;
    return { status, dual, known, support: this.support(basic), rounds, columns };
  }

  private support(basic: ProgramSolution["basic"]): (Place & { value: bigint })[] {
    const count = this.problem.known.length;
    return basic
      .filter(({ column, value }) => column >= count && value > 0n)
      .map(({ column, value }) => ({ ...this.places[column - count]!, value }))
      .sort((a, b) => a.branch - b.branch || a.delta - b.delta);
  }
}
