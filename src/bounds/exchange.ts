import { LinearProgram, type ProgramSolution } from "../optimisers/linear-program/simplex.js";
import type { Rounds } from "./rounds.js";
import type { Place, SemiInfiniteProgram } from "./semi-infinite-program.js";

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

/** What is lowered. */
interface Goal {
  /** known columns on which the functional may have any sign */
  free(column: number): boolean;
  /** a solution without the free columns is all that is wanted */
  readonly vanishing: boolean;
}

/** What vanishing columns cost, and what all others are paid so that functionals are positive on them. */
interface Price {
  readonly cost: bigint;
  readonly margin: bigint;
}

/**
 * Certificates that there is no solution may have a smaller margin, by 2^−10. They are looked for with the full margin from the first round on:
 * what lies above it needs no column.
 */
const LESS_MARGIN_BITS = 10;
/** Columns nearer than this part of their Δ stand for one between them, which is looked for in this part of their distance. */
const NEAR = 0.05;
const NARROWING = 1 / 32;
/** Where no certificate has a margin, columns are added down to −2^−120: what the rows lack may be as small. */
const SEARCH_BITS = 120;
const MOST_ROUNDS = 300;
const NEARBY_BITS = 10;

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

  /** Lowers `sign` times x of known column `target`. */
  extreme(target: number, sign: 1 | -1): Rounds<Extreme> {
    const { margin } = this;
    const { one } = this.problem.continuum.fixed;
    this.program.setCosts((j) => (j === target ? BigInt(sign) * one - margin : -margin));
    return this.exchanged({ free: (n) => n === target, vanishing: false });
  }

  /**
   * Is there a solution without the known columns from `first` on? It may begin with them, and they are driven out: far better conditioned than to
   * begin with none.
   */
  without(first: number): Rounds<Extreme> {
    const { problem } = this;
    const free = (n: number) => n >= first && n < problem.known.length;
    return this.exchanged({ free, vanishing: true });
  }

  private *exchanged(goal: Goal): Rounds<Extreme> {
    const { program, problem } = this;
    const { one } = problem.continuum.fixed;
    program.artificialCost = -this.margin;
    let price: Price = { cost: one, margin: this.margin };
    if (goal.vanishing) this.charge(goal, price);
    for (let round = 1; ; round++) {
      let solution = program.solve();
      // no certificate has this margin
      while (program.artificialCost < 0n && this.tooStrict(solution)) {
        program.artificialCost = -this.lessStrict(-program.artificialCost);
        solution = program.solve();
      }
      const outcome = (status: Extreme["status"]) => this.outcome(status, solution, round);
      if (round > MOST_ROUNDS || solution.status === "stalled") return outcome("not-proved");
      const solved = solution.status === "optimal";
      if (solved && goal.vanishing && this.vanish(goal, solution)) return outcome("feasible");
      const other = goal.vanishing && solution.status !== "infeasible" ? this.other(price, solution) : null;
      if (other !== null) {
        price = other;
        this.charge(goal, price);
        continue;
      }
      if (solution.status === "unbounded") return outcome("unbounded");
      const functional = solution.dual.map((entry) => -entry);
      const margin = solved ? price.margin : -program.artificialCost;
      const { added, worst } = this.improve(functional, margin);
      if (added > 0) this.refine(solution);
      const violation = solved ? problem.continuum.fixed.toNumber(worst) : null;
      if (yield { round, columns: program.columns.length, violation }) return outcome("not-proved");
      if (added > 0) continue;
      const refuted = !solved || goal.vanishing;
      // without a margin nothing can be proved
      if (refuted && margin === 0n) return outcome("not-proved");
      const place = this.notPositive(functional, solved ? goal.free : () => false);
      if (place === null) return outcome(refuted ? "infeasible" : "proved");
      if (!this.add(place)) return outcome("not-proved");
    }
  }

  private charge({ free }: Goal, { cost, margin }: Price): void {
    this.program.setCosts((j) => (free(j) ? cost : -margin));
  }

  /**
   * Functionals are compared with margins and errors, which are those of functionals of size one: a smaller cost where one is larger. A smaller
   * margin where no certificate has the present one. Null where both are right.
   */
  private other({ cost, margin }: Price, { status, dual, objective }: ProgramSolution): Price | null {
    const { one } = this.problem.continuum.fixed;
    if (margin > 0n && (status === "unbounded" || objective <= one >> BigInt(SEARCH_BITS)))
      return { cost, margin: this.lessStrict(margin) };
    const size = dual.reduce((sum, entry) => sum + (entry < 0n ? -entry : entry), 0n);
    return size > 2n * one && status === "optimal" ? { cost: (cost * one) / size, margin } : null;
  }

  /** Columns on which the functional of a result is small: those to go on with in a program like this. */
  nearby({ dual }: Extreme): Place[] {
    const { continuum } = this.problem;
    const { fixed } = continuum;
    const small = fixed.one >> BigInt(NEARBY_BITS);
    return this.places.filter((place) => -fixed.dot(dual, continuum.column(place)) < small);
  }

  private vanish({ free }: Goal, { basic }: ProgramSolution): boolean {
    return basic.every(({ column, value }) => !free(column) || value <= 0n);
  }

  /** Is there no certificate of the present margin? More columns only make it harder to find one. */
  private tooStrict({ status, objective }: ProgramSolution): boolean {
    if (this.program.feasible || status === "stalled") return false;
    return status === "unbounded" || objective <= this.problem.continuum.fixed.one >> BigInt(SEARCH_BITS);
  }

  /** The next smaller margin of certificates; none after the last. */
  private lessStrict(margin: bigint): bigint {
    const less = margin >> 5n;
    return less >= this.margin >> BigInt(LESS_MARGIN_BITS) ? less : 0n;
  }

  /** Adds columns where a functional is below half its margin. */
  private improve(functional: readonly bigint[], margin: bigint): { added: number; worst: bigint } {
    const { one } = this.problem.continuum.fixed;
    const least = margin === 0n ? -one >> BigInt(SEARCH_BITS) : margin >> 1n;
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

  /** Null where a functional is proved to be positive on all columns but free ones, else a place where it is not, NaN for a known one. */
  private notPositive(functional: readonly bigint[], free: Goal["free"]): Place | null {
    const { continuum, known } = this.problem;
    const { fixed } = continuum;
    const negative = known.some(({ entries, errors }, n) => {
      if (free(n)) return false;
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
