import type { JointProblem } from "../crossing/joint-problem.js";
import { Random } from "../math/random.js";
import type { Candidate } from "./candidates.js";
import { noSolution, randomDimensions, requireMoreUnknownsThanRows, solveRows } from "./equations.js";
import type { Explorer, ExplorerState } from "./explorer.js";
import { extendedPlace } from "./proposals.js";
import type { Origin } from "./result.js";
import type { Rung } from "./rung.js";

interface Context {
  readonly starts: number;
  readonly random: Random;
  readonly resume: ExplorerState | null;
  /** places to start from before the random ones */
  readonly bases: readonly { readonly x: readonly number[]; readonly origin: Origin }[];
}

/**
 * Rows as equations: from given and random places the interior point goes to the centre of the solutions of E = 0 around. With more
 * unknowns than rows the solutions form families, and what is found are members of them.
 *
 * @throws InputError where there are not more unknowns than rows, or where no start solves them
 */
export class EquationsExplorer implements Explorer {
  best = Number.POSITIVE_INFINITY;
  readonly losses = undefined;
  private readonly problem: JointProblem;
  private readonly random: Random;
  private starts: number;

  constructor(
    private readonly rung: Rung,
    private readonly context: Context,
  ) {
    this.problem = rung.jointProblem(1);
    requireMoreUnknownsThanRows(this.problem, rung.setting.points.name);
    this.random = context.resume ? Random.fromState(context.resume.random) : context.random;
    this.starts = context.resume?.starts ?? 0;
  }

  get finished(): boolean {
    return this.starts >= this.context.starts;
  }

  get stage(): string {
    return `start ${this.starts}/${this.context.starts}`;
  }

  step() {
    this.starts++;
    const base = this.context.bases[this.starts - 1];
    const dimensions = base
      ? extendedPlace(this.rung.problem(1), base.x, this.random)
      : randomDimensions(this.rung, this.random);
    const found = solveRows(this.rung, this.problem, dimensions);
    const candidates = found ? [this.candidate(found.x, base?.origin ?? "random")] : [];
    this.best = Math.min(this.best, ...candidates.map(({ objective }) => objective));
    if (this.finished && this.best === Number.POSITIVE_INFINITY) throw noSolution(this.starts, this.problem);
    return { candidates, sacSteps: 0 };
  }

  private candidate(place: Float64Array, origin: Origin): Candidate {
    const residual = new Float64Array(this.problem.rowCount);
    this.problem.residual(place, residual);
    const x = Array.from(place.subarray(0, this.problem.equation.free.length));
    return {
      x,
      present: x.map(() => true),
      ope2: this.problem.coefficients(place),
      objective: residual.reduce((sum, entry) => sum + entry * entry, 0),
      count: 1,
      origin,
    };
  }

  harvest(): Candidate[] {
    return [];
  }

  save(): ExplorerState {
    return { starts: this.starts, random: this.random.state, sac: null, polished: [] };
  }
}
