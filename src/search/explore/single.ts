import type { ReducedProblem } from "../../crossing/problems/reduced.js";
import { type Candidate, candidateAt } from "./candidates.js";
import type { Explorer, ExplorerState } from "./explorer.js";

/** A rung without unknown dimensions: one linear least-squares problem. */
export class SinglePlace implements Explorer {
  finished: boolean;
  best = Number.POSITIVE_INFINITY;
  readonly stage = "solving";
  readonly losses = undefined;
  readonly most = 1;

  constructor(
    private readonly problem: ReducedProblem,
    resume: ExplorerState | null,
  ) {
    this.finished = (resume?.starts ?? 0) > 0;
  }

  step() {
    this.finished = true;
    const candidate = candidateAt(this.problem, new Float64Array(0), "carried");
    this.best = candidate.objective;
    return { candidates: [candidate], agentSteps: 0 };
  }

  reached(): null {
    return null;
  }

  harvest(): Candidate[] {
    return [];
  }

  save(): ExplorerState {
    return { starts: this.finished ? 1 : 0, random: [], agent: null, polished: [] };
  }
}
