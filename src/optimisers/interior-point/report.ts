import type { IterationRow } from "./iteration-table.js";
import { maxNorm } from "./norms.js";
import { lagrangianGradient } from "./optimality.js";
import type { Options } from "./problem.js";
import type { StandardForm } from "./standard-form.js";
import type { State } from "./state.js";
import type { Status } from "./status.js";

/** Counts the iterates of all phases, shows them to the user, and stops at the user's wish or at the limit. */
export class Reporter {
  iterations = 0;

  constructor(
    private readonly form: StandardForm,
    private readonly options: Options,
    private readonly maxIterations: number,
  ) {}

  /** `state` is the main phase's, or the restoration's, whose first variables are the same. */
  visit(state: State, main: State): Status | undefined {
    const { onIteration } = this.options;
    if (onIteration) {
      const x = this.form.unknowns(state.w).slice();
      if (onIteration(this.row(state, main), x) === true) return "User_Requested_Stop";
    }
    if (this.iterations >= this.maxIterations) return "Maximum_Iterations_Exceeded";
    this.iterations++;
    return undefined;
  }

  private row(state: State, main: State): IterationRow {
    const restoration = state !== main;
    const work = new Float64Array(state.n);
    lagrangianGradient(state, work);
    let { f, w, c } = state;
    if (restoration) {
      w = state.w.subarray(0, main.n);
      c = main.trialC;
      f = this.form.objective(w);
      this.form.constraints(w, c);
    }
    const { record } = state;
    return {
      iteration: this.iterations,
      restoration,
      objective: f / this.form.objectiveScale,
      primalInfeasibility: this.form.violation(w, c),
      dualInfeasibility: maxNorm(work),
      barrier: state.mu,
      step: record.size,
      regularisation: record.hessianShift,
      dualStep: record.dual,
      primalStep: record.primal,
      trials: record.trials,
      tag: record.tag,
    };
  }
}
