import { serialize } from "node:v8";
import type { Theory } from "../theory/theory.js";
import type { SearchHooks } from "./hooks.js";
import { assemble, type Beside } from "./inference/document.js";
import { Ladder } from "./ladder/ladder.js";
import { ladderPlan } from "./ladder/plan.js";
import type { ClimbedRung, LadderState } from "./ladder/state.js";
import type { SearchOptions } from "./options.js";
import type { SearchResult, StopReason } from "./result.js";
import { createSetting } from "./rung/setting.js";
import { openCache } from "./runtime/cache/disk-cache.js";
import { Clock } from "./runtime/clock.js";
import { keptState } from "./runtime/kept-state.js";
import { NothingFound } from "./stopped.js";

/** A search's result with the rung it was taken from. */
export interface Solved {
  readonly result: SearchResult;
  readonly climbed: ClimbedRung;
}

/** A search of a theory whose parameters and content are given. @param beside what else the numbers are held against @throws InputError as {@link import("./search.js").search} */
export async function solve(
  theory: Theory,
  options: SearchOptions = {},
  hooks: SearchHooks = {},
  beside: Beside = { rivals: [], contents: [], unfinished: false },
): Promise<Solved> {
  const plan = await ladderPlan(theory, options);
  const cache = hooks.cache === false ? null : openCache();
  const resumed = hooks.resume ? keptState<LadderState>(hooks.resume) : undefined;
  const clock = new Clock(resumed);
  await breathe(hooks);
  const setting = createSetting(theory, plan.rungs, options.points, cache);
  await breathe(hooks);
  const ladder = new Ladder(setting, plan, resumed);
  const most = options.budget?.evaluations ?? Number.POSITIVE_INFINITY;
  const stopped = await climb(ladder, clock, {
    options,
    hooks,
    rungs: plan.rungs.length,
    most: most - keptForBars(most),
    resumed: resumed !== undefined,
  });
  const climbed = ladder.result(most);
  if (!climbed) {
    const { counter, sacSteps } = ladder.state;
    throw new NothingFound(stopped, { evaluations: counter.evaluations, sacSteps });
  }
  const findings = assemble(setting, ladder, climbed, most, beside);
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
    stopReason: stopped === "converged" ? scheduleEnd(ladder, climbed, findings.warnings) : stopped,
  };
  return { result, climbed };
}

/** How good the place is that a whole schedule leads to; a budget may have ended the error bars there. */
function scheduleEnd(
  { plan }: Ladder,
  { pool }: ClimbedRung,
  warnings: SearchResult["warnings"],
): StopReason {
  if (warnings.some(({ code }) => code === "budget")) return "budget-evaluations";
  const { polish, rowsAsEquations } = plan.explorer;
  if (polish === null && rowsAsEquations !== "interior-point") return "stalled";
  return pool[0]!.weight?.isMinimum === false ? "acceptable" : "converged";
}

/** Lets signals through. @throws InputError where one asks to stop before anything was found */
async function breathe({ signal }: SearchHooks): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal?.aborted) throw new NothingFound("interrupted");
}

interface Climb {
  readonly options: SearchOptions;
  readonly hooks: SearchHooks;
  readonly rungs: number;
  /** evaluations that the ladder may take */
  readonly most: number;
  readonly resumed: boolean;
}

/** Of a budget in evaluations, what the error bars of the solution are to be made from. */
const BARS_SHARE = 1 / 4;
const MOST_FOR_BARS = 2000;

function keptForBars(budget: number): number {
  return budget === Number.POSITIVE_INFINITY ? 0 : Math.min(Math.floor(BARS_SHARE * budget), MOST_FOR_BARS);
}

/** Milliseconds of work between two looks at the outside world: signals, progress. */
const BREATH = 50;
/** Seconds between two checkpoints, unless the hooks say otherwise. */
export const CHECKPOINT_INTERVAL = 20;

async function climb(
  ladder: Ladder,
  clock: Clock,
  { options, hooks, rungs, most, resumed }: Climb,
): Promise<StopReason> {
  const { seconds = Number.POSITIVE_INFINITY } = options.budget ?? {};
  const { checkpointSeconds = CHECKPOINT_INTERVAL } = hooks;
  const checkpoint = async () => {
    clock.note(ladder.state);
    await hooks.onCheckpoint?.(serialize(ladder.save()));
  };
  let lastCheckpoint = clock.wallSeconds;
  // the first breath is due at once: many short searches in a row must not shut out Ctrl-C
  let breath = 0;
  // killed after its time was over, before its result was stored
  if (resumed && clock.wallSeconds >= seconds) return stop("budget-time");
  while (!ladder.state.finished) {
    clock.note(ladder.state);
    if (!ladder.step(most)) return stop("budget-evaluations");
    if (clock.wallSeconds - lastCheckpoint >= checkpointSeconds) {
      lastCheckpoint = clock.wallSeconds;
      await checkpoint();
    }
    if (Date.now() - breath < BREATH) continue;
    if (clock.wallSeconds >= seconds) return stop("budget-time");
    report(ladder, clock, { hooks, rungs });
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
    ...(ladder.plan.objective === "whitened" && { amplitude: state.amplitude }),
    rung: state.rung + 1,
    rungs,
    operators: spec.operators,
    ...(losses ? { losses } : {}),
  });
}
