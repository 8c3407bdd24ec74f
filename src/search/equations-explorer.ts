import type { JointProblem } from "../crossing/joint-problem.js";
import { InputError } from "../errors.js";
import { Random } from "../math/random.js";
import type { Candidate } from "./candidates.js";
import { requireMoreUnknownsThanRows, solveRows } from "./equations.js";
import type { Explorer, ExplorerState } from "./explorer.js";
import type { Rung } from "./rung.js";

interface Context {
  readonly starts: number;
  readonly random: Random;
  readonly resume: ExplorerState | null;
}

/**
 * Rows as equations: from random places the interior point goes to the nearest solution of E = 0. With more unknowns than rows the
 * solutions form families, and what is found are members of them.
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
    const found = solveRows(this.rung, this.problem, this.random);
    const candidates = found ? [this.candidate(found.x)] : [];
    this.best = Math.min(this.best, ...candidates.map(({ objective }) => objective));
    if (this.finished && this.best === Number.POSITIVE_INFINITY) {
      const allowed = `none of ${this.starts} starts solves all ${this.problem.rowCount} rows: take fewer points or more operators`;
      throw new InputError({ where: "objective", found: "equations", allowed });
    }
    return { candidates, sacSteps: 0 };
  }

  private candidate(place: Float64Array): Candidate {
    const residual = new Float64Array(this.problem.rowCount);
    this.problem.residual(place, residual);
    const x = Array.from(place.subarray(0, this.problem.equation.free.length));
    return {
      x,
      present: x.map(() => true),
      ope2: this.problem.coefficients(place),
      objective: residual.reduce((sum, entry) => sum + entry * entry, 0),
      count: 1,
      origin: "random",
    };
  }

  harvest(): Candidate[] {
    return [];
  }

  save(): ExplorerState {
    return { starts: this.starts, random: this.random.state, sac: null, polished: [] };
  }
}
