import { keepApart } from "../../optimisers/least-squares/separations.js";
import type { Problem, Separation } from "../../problem/problem.js";
import type { Polish } from "./explorer.js";

/** A polish that keeps the best place it has looked at, for where something ends it in the middle. */
export class WatchedPolish {
  /** null before the first evaluation */
  reached: Float64Array | null = null;

  constructor(private readonly polish: Polish) {}

  forget(): void {
    this.reached = null;
  }

  run(problem: Problem, x: Float64Array): ReturnType<Polish> {
    this.forget();
    let best = Number.POSITIVE_INFINITY;
    return this.polish(
      new WatchedProblem(problem, (at, objective) => {
        if (!(objective < best)) return;
        best = objective;
        this.reached = at.slice();
        keepApart(problem, this.reached);
      }),
      x,
    );
  }
}

class WatchedProblem implements Problem {
  readonly names: readonly string[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly separations: readonly Separation[];
  readonly rowCount: number;

  constructor(
    private readonly problem: Problem,
    private readonly seen: (x: Float64Array, objective: number) => void,
  ) {
    this.names = problem.names;
    this.lower = problem.lower;
    this.upper = problem.upper;
    this.separations = problem.separations;
    this.rowCount = problem.rowCount;
  }

  residual(x: Float64Array, out: Float64Array): void {
    this.problem.residual(x, out);
    this.tell(x, out);
  }

  linearise(x: Float64Array, residual: Float64Array, jacobian: Float64Array): void {
    this.problem.linearise(x, residual, jacobian);
    this.tell(x, residual);
  }

  private tell(x: Float64Array, residual: Float64Array): void {
    let objective = 0;
    for (let i = 0; i < this.rowCount; i++) objective += residual[i]! * residual[i]!;
    this.seen(x, objective);
  }
}
