import { type EvaluationCounter, EvaluationsSpent } from "../../problem/evaluation-counter.js";
import type { Budget } from "../budget.js";
import type { SearchHooks } from "../hooks.js";
import type { SearchResult, StopReason } from "../result.js";
import type { Solved } from "../solve.js";
import { NothingFound, type Spent } from "../stopped.js";
import { Journal } from "./journal.js";

/** What a budget or an interrupt ended. */
export class Stopped extends Error {
  /** @param result what the ladder under way had found */
  constructor(
    readonly reason: StopReason,
    readonly result: SearchResult | null,
    cause?: unknown,
  ) {
    super(reason, { cause });
  }
}

/** A search's ladders and descents, which share one budget and are kept in one journal. */
export class Effort {
  /** of all ladders and descents so far */
  readonly counter: EvaluationCounter & Spent;
  private readonly journal: Journal;
  private readonly evaluations: number;
  private readonly seconds: number;

  constructor(
    budget: Budget,
    private readonly hooks: SearchHooks,
  ) {
    this.evaluations = budget.evaluations ?? Number.POSITIVE_INFINITY;
    this.seconds = budget.seconds ?? Number.POSITIVE_INFINITY;
    this.journal = new Journal(hooks);
    this.counter = { ...this.journal.spent };
  }

  /** @throws Stopped where it, or its error bars, did not come to their end */
  ladder(climb: (budget: Budget, hooks: SearchHooks) => Promise<Solved>): Promise<Solved> {
    return this.journal.step(this.counter, async () => {
      const solved = await climb(this.rest(), this.journal.ladderHooks()).catch((error) => {
        if (!(error instanceof NothingFound)) throw error;
        this.count(error.spent);
        throw new Stopped(error.reason, null, error);
      });
      const { result } = solved;
      this.count(result);
      const { stopReason } = result;
      if (stopReason === "interrupted" || stopReason.startsWith("budget"))
        throw new Stopped(stopReason, result);
      return solved;
    });
  }

  /** @throws Stopped where it did not come to its end */
  descent<Value>(work: () => Promise<Value>): Promise<Value> {
    return this.journal.step(this.counter, async () => {
      if (this.evaluations < Number.POSITIVE_INFINITY) this.counter.most = this.evaluations;
      try {
        return await work();
      } catch (error) {
        if (error instanceof EvaluationsSpent) throw new Stopped("budget-evaluations", null, error);
        if (error instanceof NothingFound) throw new Stopped(error.reason, null, error);
        throw error;
      } finally {
        delete this.counter.most;
      }
    });
  }

  /** Why to stop; null: go on. */
  stopped(): StopReason | null {
    if (this.hooks.signal?.aborted) return "interrupted";
    return this.journal.clock.wallSeconds >= this.seconds ? "budget-time" : null;
  }

  /** Has kept what leads back here. */
  keep(): Promise<void> {
    return this.journal.checkpoint();
  }

  told(): Pick<SearchResult, "evaluations" | "sacSteps" | "cpuSeconds" | "wallSeconds"> {
    const { evaluations, sacSteps } = this.counter;
    const { cpuSeconds, wallSeconds } = this.journal.clock;
    return { evaluations, sacSteps, cpuSeconds, wallSeconds };
  }

  private count({ evaluations, sacSteps }: Spent): void {
    this.counter.evaluations += evaluations;
    this.counter.sacSteps += sacSteps;
  }

  /** Budget of the next ladder. @throws Stopped where there is none left */
  private rest(): Budget {
    const evaluations = this.evaluations - this.journal.spent.evaluations;
    const seconds = this.seconds - this.journal.finishedAt;
    if (evaluations <= 0) throw new Stopped("budget-evaluations", null);
    if (seconds <= 0) throw new Stopped("budget-time", null);
    return {
      ...(evaluations < Number.POSITIVE_INFINITY && { evaluations }),
      ...(seconds < Number.POSITIVE_INFINITY && { seconds }),
    };
  }
}
