import { columnScale } from "../../crossing/equation.js";
import type { JointProblem } from "../../crossing/problems/joint.js";
import { Random } from "../../math/random.js";
import { reducedSpace } from "../explore/action-space.js";
import { AgentProposals } from "../explore/agent-proposals.js";
import type { Candidate } from "../explore/candidates.js";
import type { Explorer, ExplorerContext, ExplorerSetup, ExplorerState } from "../explore/explorer.js";
import { extendedPlace } from "../explore/proposals.js";
import type { Origin } from "../result.js";
import type { Rung } from "../rung/rung.js";
import { noSolution, randomDimensions, requireMoreUnknownsThanRows, solveRows } from "./equations.js";
import { ROW_TOLERANCE } from "./row-equations.js";

/** Where starts fail, so many more are tried than asked for. */
const PATIENCE = 5;

/**
 * Rows as equations, from given places, from random ones, or from those that an agent finds best in the reduced problem: the interior point
 * goes to the centre of the solutions of E = 0 around; or, without it, the coefficients alone have to solve the rows at the dimensions of the
 * place. With more unknowns than rows the solutions form families, and what is found are members of them.
 *
 * @throws InputError where there are not more unknowns than rows, or where no start solves them
 */
export class EquationsExplorer implements Explorer {
  best = Number.POSITIVE_INFINITY;
  readonly most = Number.POSITIVE_INFINITY;
  private readonly problem: JointProblem;
  private readonly random: Random;
  private readonly agent: AgentProposals | null;
  private readonly found: (readonly number[])[];
  private starts: number;

  constructor(
    private readonly setup: ExplorerSetup,
    private readonly rung: Rung,
    private readonly context: ExplorerContext,
  ) {
    const { resume } = context;
    this.problem = rung.jointProblem(1);
    requireMoreUnknownsThanRows(this.problem, rung.setting.points.name);
    this.random = resume ? Random.fromState(resume.random) : context.random;
    this.starts = resume?.starts ?? 0;
    this.found = [...(resume?.polished ?? [])];
    this.agent = setup.agent
      ? new AgentProposals(setup, setup.agent, {
          space: reducedSpace(rung.problem(1)),
          seed: resume?.agent ? 0 : this.random.integer(0x80000000),
          start: null,
          resume,
        })
      : null;
  }

  get finished(): boolean {
    const { starts } = this.setup;
    return this.starts >= (this.found.length > 0 ? starts : PATIENCE * starts);
  }

  get stage(): string {
    return `start ${this.starts}/${this.setup.starts}`;
  }

  get losses() {
    return this.agent?.losses;
  }

  step() {
    const before = this.agent?.steps ?? 0;
    const { x, origin } = this.proposal();
    this.starts++;
    const candidate =
      this.setup.rowsAsEquations === "elimination" ? this.eliminated(x, origin) : this.solved(x, origin);
    if (candidate) {
      this.found.push(candidate.x);
      this.best = Math.min(this.best, candidate.objective);
    }
    if (this.finished && this.found.length === 0) throw noSolution(this.starts, this.problem);
    return { candidates: candidate ? [candidate] : [], agentSteps: (this.agent?.steps ?? 0) - before };
  }

  private proposal(): { readonly x: Float64Array; readonly origin: Origin } {
    const base = this.context.bases[this.starts];
    if (base) return { x: extendedPlace(this.rung.problem(1), base.x, this.random), origin: base.origin };
    const { agent } = this;
    const proposed = agent?.next(this.found);
    if (agent && proposed) return { x: proposed.x, origin: agent.origin };
    return { x: randomDimensions(this.rung, this.random), origin: "random" };
  }

  private solved(dimensions: Float64Array, origin: Origin): Candidate | null {
    const found = solveRows(this.rung, this.problem, dimensions);
    if (!found) return null;
    const place = found.x.subarray(0, dimensions.length);
    return this.candidate(
      place,
      this.problem.coefficients(found.x),
      found.equations.violation(found.x),
      origin,
    );
  }

  /** Where the coefficients that fit best at the given dimensions solve the rows. */
  private eliminated(dimensions: Float64Array, origin: Origin): Candidate | null {
    const reduced = this.rung.problem(1);
    const residual = new Float64Array(reduced.rowCount);
    reduced.residual(dimensions, residual);
    const violation = residual.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0);
    if (violation > ROW_TOLERANCE) return null;
    const { terms, deltas } = reduced.equation;
    const ope2 = terms.map(({ operator }, t) => reduced.coefficients[t]! / columnScale(deltas[operator]!));
    return this.candidate(dimensions, ope2, violation, origin);
  }

  private candidate(x: Float64Array, ope2: readonly number[], violation: number, origin: Origin): Candidate {
    return {
      x: Array.from(x),
      present: Array.from(x, () => true),
      ope2,
      objective: violation * violation,
      count: 1,
      origin,
    };
  }

  /** Rows that do not hold yet are no solution. */
  reached(): null {
    return null;
  }

  harvest(): Candidate[] {
    return [];
  }

  save(): ExplorerState {
    return {
      starts: this.starts,
      random: this.random.state,
      agent: this.agent?.save() ?? null,
      polished: [...this.found],
      ...(this.agent && { proposed: this.agent.proposed }),
    };
  }
}
