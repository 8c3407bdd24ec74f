import { serialize } from "node:v8";
import { InputError } from "../../errors.js";
import { exp } from "../../math/elementary.js";
import { withinEvaluations } from "../../problem/evaluation-counter.js";
import { familyOf } from "../../theory/family-of.js";
import type { Theory } from "../../theory/theory.js";
import type { SearchHooks } from "../hooks.js";
import type { OtherContent } from "../inference/averaged.js";
import { OTHER_LEVEL } from "../inference/criteria.js";
import type { Rival } from "../inference/determined.js";
import { temperedDifference } from "../inference/tempered-evidence.js";
import type { SearchOptions } from "../options.js";
import type { ContentOperator, FoundContent, SearchResult, StopReason } from "../result.js";
import { openCache } from "../runtime/cache/disk-cache.js";
import { Clock } from "../runtime/clock.js";
import { keptState } from "../runtime/kept-state.js";
import { solve } from "../solve.js";
import { type Partition, partitionOf, withPartition } from "./content.js";
import { agreeingSteps, type Found, isMostlyKnown } from "./found.js";
import { Growth, type GrowthPlan, type GrowthState } from "./growth.js";
import { requireKinds } from "./kinds.js";
import type { Solution } from "./level.js";
import type { Trial } from "./level-search.js";
import { proposers } from "./propose/registry.js";
import { contradiction, type Released } from "./releases.js";
import { currentWarning, freeFieldWarning, isFreeField, newCurrents, suspectWarning } from "./remarks.js";
import { contentText } from "./text.js";

/** What a checkpoint of a search for the content holds: the growth after its last step, and the ladder that follows it. */
interface Kept {
  readonly growth: GrowthState;
  readonly seconds: { readonly cpuSeconds: number; readonly wallSeconds: number };
  /** what the growth took, where it is over */
  readonly grown: Grown | null;
  readonly ladder: Uint8Array | null;
}

/**
 * A search whose content is an unknown: grown from below, cut after cut; then a search of the theory with what was found, as `search` does it. A
 * number is determined where every comparable content agrees on it.
 *
 * @throws InputError for options that need a given partition, and as a search
 */
export async function discover(
  theory: Theory,
  options: SearchOptions,
  hooks: SearchHooks,
): Promise<SearchResult> {
  requireUnknownContent(theory, options);
  const kept = hooks.resume ? keptState<Kept>(hooks.resume) : null;
  const clock = new Clock(kept?.seconds);
  const { seed = 1, stream = 0, points, proposer = "scan" } = options;
  const plan: GrowthPlan = { theory, proposer: proposers[proposer], seed, stream, points };
  const growth = new Growth(plan, kept?.growth, hooks.cache === false ? null : openCache());
  let grown: Grown | null = kept?.grown ?? null;
  const checkpoint = async (ladder: Uint8Array | null) => {
    const { cpuSeconds, wallSeconds } = clock;
    const state: Kept = { growth: growth.state, seconds: { cpuSeconds, wallSeconds }, grown, ladder };
    await hooks.onCheckpoint?.(serialize(state));
  };
  const { resume: _, ...own } = hooks;
  const stopped = await grow(growth, clock, { options, hooks, checkpoint: () => checkpoint(null) });
  const { found, steps, tried, counter } = growth.state;
  if (found === null)
    throw new InputError({ where: "search", found: stopped, allowed: "ended before anything was found" });
  grown ??= { evaluations: counter.evaluations, wallSeconds: clock.wallSeconds };
  const climbed = agreeingSteps(growth.state.visited, found, familyOf(theory).levelSpacing);
  const cuts = [...climbed.map(({ cut }) => cut), found.cut];
  const partition = partitionOf(theory, found.solution.operators, cuts);
  // a run that goes on from a checkpoint asks again, and counts once
  counter.evaluations = grown.evaluations;
  const asked = { growth, found, clock, hooks };
  const wrongCharge = stopped === null ? await suspectsOf(asked, "charge") : [];
  const currents = newCurrents(theory, found.solution);
  const { result } = await solve(
    withPartition(theory, partition),
    stopped === null ? rest(options, grown) : unfinished(options, found, grown),
    stopped === null
      ? {
          ...own,
          ...ladderHooks(hooks, grown, checkpoint),
          ...(kept?.ladder ? { resume: kept.ladder } : {}),
        }
      : { ...(hooks.cache === false && { cache: false }) },
    {
      rivals: rivals(theory, found),
      contents: contents(found),
      unfinished:
        stopped !== null ||
        !isMostlyKnown(found, found.known) ||
        wrongCharge.length > 0 ||
        currents.length > 0,
    },
  );
  const settled =
    isMostlyKnown(found, found.known) || result.operators.some((operator) => operator.determined);
  const named = result.warnings.some(({ code }) => code === "suspect-input");
  const suspects =
    stopped === null && result.stopReason === "converged" && !settled && !named && wrongCharge.length === 0
      ? await suspectsOf(asked, "all")
      : wrongCharge;
  return {
    ...result,
    warnings: [
      ...result.warnings,
      ...currentWarning(currents),
      ...(!settled && isFreeField(theory, found.solution) ? [freeFieldWarning(theory)] : []),
      ...suspectWarning(theory, suspects, !settled && !named && contradiction(growth.state.visited) !== null),
    ],
    seed,
    stream,
    strategy: options.strategy ?? "ladder",
    evaluations: result.evaluations + growth.state.counter.evaluations,
    cpuSeconds: clock.cpuSeconds,
    wallSeconds: clock.wallSeconds,
    content: document(partition, found, { steps, tried }),
    stopReason: stopped ?? result.stopReason,
  };
}

/** @throws InputError for options that speak of a ladder or a start, which there are none of */
export function requireUnknownContent(theory: Theory, options: SearchOptions): void {
  requireKinds(theory);
  const clash = (["unknown", "rungs", "start", "starts", "strategy", "objective"] as const).find(
    (name) => options[name] !== undefined,
  );
  if (clash === undefined) return;
  const allowed = "needs a given partition: without one the content is searched for from nothing";
  throw new InputError({ where: clash, found: options[clash], allowed });
}

/** Of a budget in evaluations, what the growth may take; the rest makes a document of what it has. */
const GROWTH_SHARE = 3 / 4;
/** Milliseconds between two looks at the outside world. */
const BREATH = 50;
const CHECKPOINT_INTERVAL = 20;

interface Outside {
  readonly options: SearchOptions;
  readonly hooks: SearchHooks;
  checkpoint(): Promise<void>;
}

/** Grows to the end; where it is stopped, why, with what there is after its last step. */
async function grow(
  growth: Growth,
  clock: Clock,
  { options: { budget = {} }, hooks, checkpoint }: Outside,
): Promise<StopReason | null> {
  const { evaluations = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY } = budget;
  const { checkpointSeconds = CHECKPOINT_INTERVAL } = hooks;
  const { state } = growth;
  let kept = clock.wallSeconds;
  let breath = 0;
  while (state.found === null) {
    const before = state.counter.evaluations;
    const trials = growth.step();
    for (;;) {
      const next = withinEvaluations(state.counter, GROWTH_SHARE * evaluations, () => trials.next());
      if (next === null) return stop("budget-evaluations", before);
      if (next.done.done) break;
      if (Date.now() - breath < BREATH) continue;
      breath = Date.now();
      if (clock.wallSeconds >= seconds) return stop("budget-time", before);
      hooks.onProgress?.(progress(next.done.value, growth, clock));
      await new Promise((resolve) => setImmediate(resolve));
      if (hooks.signal?.aborted) return stop("interrupted", before);
    }
    if (clock.wallSeconds - kept < checkpointSeconds) continue;
    kept = clock.wallSeconds;
    await checkpoint();
  }
  return null;

  /** @param before evaluations at the beginning of the step, which is done again when the search goes on */
  async function stop(reason: StopReason, before: number): Promise<StopReason> {
    const { evaluations } = state.counter;
    state.counter.evaluations = before;
    await checkpoint();
    state.counter.evaluations = evaluations;
    growth.stopHere();
    return reason;
  }
}

interface Asked {
  readonly growth: Growth;
  readonly found: Found;
  readonly clock: Clock;
  readonly hooks: SearchHooks;
}

/** Is something wrong that was given? Nothing where an interrupt ends the asking. */
async function suspectsOf(
  { growth, found, clock, hooks }: Asked,
  released: Released,
): Promise<readonly string[]> {
  const trials = growth.suspects(found, released);
  let breath = 0;
  for (;;) {
    const next = trials.next();
    if (next.done) return next.value;
    if (Date.now() - breath < BREATH) continue;
    breath = Date.now();
    hooks.onProgress?.(progress(next.value, growth, clock));
    await new Promise((resolve) => setImmediate(resolve));
    if (hooks.signal?.aborted) return [];
  }
}

function progress({ level, held, move }: Trial, { state }: Growth, { wallSeconds }: Clock) {
  const content = held === null ? "" : `${contentText(held, level)}  `;
  return {
    seconds: wallSeconds,
    evaluations: state.counter.evaluations,
    sacSteps: 0,
    stage: `cut ${level.cut}  ${content}${move}`,
    best: held?.chi2 ?? Number.POSITIVE_INFINITY,
  };
}

interface Grown {
  readonly evaluations: number;
  readonly wallSeconds: number;
}

/** The options of the ladder that follows, with what the growth has left of the budget. */
function rest({ budget, ...options }: SearchOptions, grown: Grown): SearchOptions {
  if (budget === undefined) return options;
  const { evaluations, seconds } = budget;
  return {
    ...options,
    budget: {
      ...(evaluations !== undefined && { evaluations: Math.max(1, evaluations - grown.evaluations) }),
      ...(seconds !== undefined && { seconds: Math.max(LEAST_SECONDS, seconds - grown.wallSeconds) }),
    },
  };
}

const LEAST_SECONDS = 1e-3;

/** Evaluations that a document is made of where none are left. */
const LEAST_EVALUATIONS = 64;

/** The place of a growth that was stopped, polished once, for a document. */
function unfinished({ budget, ...options }: SearchOptions, { solution }: Found, grown: Grown): SearchOptions {
  const start = solution.operators.map(({ channels, spin, delta }) => ({
    channel: channels[0]!,
    spin,
    delta,
  }));
  if (budget?.evaluations === undefined) return { ...options, strategy: "continuation", start };
  const evaluations = Math.max(LEAST_EVALUATIONS, budget.evaluations - grown.evaluations);
  return { ...options, strategy: "continuation", start, budget: { evaluations } };
}

function ladderHooks(
  hooks: SearchHooks,
  { evaluations, wallSeconds }: Grown,
  checkpoint: (ladder: Uint8Array) => Promise<void>,
): SearchHooks {
  return {
    onCheckpoint: checkpoint,
    onProgress: (event) =>
      hooks.onProgress?.({
        ...event,
        seconds: event.seconds + wallSeconds,
        evaluations: event.evaluations + evaluations,
      }),
  };
}

/**
 * What the numbers have to agree with: comparable contents, the growth's own solution, and those of the steps around, which need not have what
 * their cut has not passed by half a level.
 */
function rivals(theory: Theory, { cut, solution, rivals: others, neighbours }: Found): Rival[] {
  const { levelSpacing } = familyOf(theory);
  const at = (solved: Solution, highest: number): Rival => ({
    operators: solved.lines,
    cut: () => highest,
    tolerance: OTHER_LEVEL * levelSpacing,
  });
  return [
    ...[solution, ...others].map((solved) => at(solved, cut)),
    ...neighbours.map((step) => at(step.solution, step.cut - levelSpacing / 2)),
  ];
}

const contents = ({ solution, rivals: others }: Found): OtherContent[] =>
  others.map((other) => ({ lines: other.lines, odds: oddsOf(other, solution) }));

const oddsOf = (other: Solution, solution: Solution) => exp(-temperedDifference(other, solution) / 2);

function document(
  partition: Partition,
  { solution, rivals: others }: Found,
  progress: Pick<FoundContent, "steps" | "tried">,
): FoundContent {
  return {
    ...partition,
    ...progress,
    rivals: others.map((other) => ({
      operators: operatorsOf(other),
      odds: oddsOf(other, solution),
    })),
  };
}

const operatorsOf = ({ operators }: Solution): ContentOperator[] =>
  operators.map(({ channels, spin, delta, error }) => ({ channels, spin, delta, error }));
