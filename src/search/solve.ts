import { deserialize, serialize } from "node:v8";
import { InputError } from "../errors.js";
import type { Theory } from "../theory/theory.js";
import type { SearchHooks } from "./hooks.js";
import { assemble } from "./inference/document.js";
import { Ladder } from "./ladder/ladder.js";
import { ladderPlan } from "./ladder/plan.js";
import type { ClimbedRung, LadderState } from "./ladder/state.js";
import type { SearchOptions } from "./options.js";
import type { SearchResult, StopReason } from "./result.js";
import { createSetting } from "./rung/setting.js";
import { openCache } from "./runtime/cache/disk-cache.js";
import { Clock } from "./runtime/clock.js";

/** A search's result with the rung it was taken from. */
export interface Solved {
  readonly result: SearchResult;
  readonly climbed: ClimbedRung;
}

/** A search of a theory whose parameters are given. @throws InputError as {@link import("./search.js").search} */
export async function solve(
  theory: Theory,
  options: SearchOptions = {},
  hooks: SearchHooks = {},
): Promise<Solved> {
  const plan = await ladderPlan(theory, options);
  const cache = hooks.cache === false ? null : openCache();
  const setting = createSetting(theory, plan.rungs, options.points, cache);
  const resumed = hooks.resume ? (deserialize(Buffer.from(hooks.resume)) as LadderState) : undefined;
  const clock = new Clock(resumed);
  const ladder = new Ladder(setting, plan, resumed);
  const stopReason = await climb(ladder, clock, { options, hooks, rungs: plan.rungs.length });
  const climbed = ladder.result();
  if (!climbed) {
    throw new InputError({ where: "search", found: stopReason, allowed: "ended before anything was found" });
  }
  const findings = assemble(setting, ladder, climbed);
  const result: SearchResult = {
    schema: 1,
    theory: theory.name,
    parameters: theory.parameters,
    optimiser: options.optimiser ?? (plan.objective === "equations" ? "interior-point" : "hybrid"),
    objective: plan.objective,
    strategy: options.strategy ?? (plan.objective === "equations" ? "multistart" : "ladder"),
    seed: plan.seed,
    stream: plan.stream,
    runId: null,
    path: null,
    evaluations: ladder.state.counter.evaluations,
    sacSteps: ladder.state.sacSteps,
    cpuSeconds: clock.cpuSeconds,
    wallSeconds: clock.wallSeconds,
    ...findings,
    ladder: ladder.state.climbed.map(({ summary }) => summary),
    stopReason,
  };
  return { result, climbed };
}

interface Climb {
  readonly options: SearchOptions;
  readonly hooks: SearchHooks;
  readonly rungs: number;
}

/** Milliseconds of work between two looks at the outside world: signals, progress. */
const BREATH = 50;
/** Seconds between two checkpoints. */
const CHECKPOINT_INTERVAL = 20;

async function climb(ladder: Ladder, clock: Clock, { options, hooks, rungs }: Climb): Promise<StopReason> {
  const budget = options.budget ?? {};
  const checkpoint = async () => {
    clock.note(ladder.state);
    await hooks.onCheckpoint?.(serialize(ladder.save()));
  };
  let lastCheckpoint = clock.wallSeconds;
  // the first breath is due at once: many short searches in a row must not shut out Ctrl-C
  let breath = 0;
  while (!ladder.state.finished) {
    clock.note(ladder.state);
    ladder.step();
    if (ladder.state.counter.evaluations >= (budget.evaluations ?? Number.POSITIVE_INFINITY))
      return stop("budget-evaluations");
    if (Date.now() - breath < BREATH) continue;
    if (clock.wallSeconds >= (budget.seconds ?? Number.POSITIVE_INFINITY)) return stop("budget-time");
    report(ladder, clock, { hooks, rungs });
    if (clock.wallSeconds - lastCheckpoint > CHECKPOINT_INTERVAL) {
      lastCheckpoint = clock.wallSeconds;
      await checkpoint();
    }
    await new Promise((resolve) => setImmediate(resolve));
    if (hooks.signal?.aborted) return stop("interrupted");
    breath = Date.now();
  }
  return "converged";

  async function stop(reason: StopReason): Promise<StopReason> {
    await checkpoint();
    return reason;
  }
}

function report(ladder: Ladder, clock: Clock, { hooks, rungs }: { hooks: SearchHooks; rungs: number }): void {
  const { state, spec, losses } = ladder;
  hooks.onProgress?.({
    seconds: clock.wallSeconds,
    evaluations: state.counter.evaluations,
    sacSteps: state.sacSteps,
    stage: ladder.stage,
    best: ladder.best,
    rung: state.rung + 1,
    rungs,
    operators: spec.operators,
    ...(losses ? { losses } : {}),
  });
}
