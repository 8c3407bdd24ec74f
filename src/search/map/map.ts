import { RIVAL_ODDS } from "../inference/criteria.js";
import {
  type GridAxis,
  type GridIndex,
  gridOrder,
  gridSize,
  gridValues,
  neighbours,
  parentOf,
} from "./grid.js";
import type { LostPoint, MapPoint, MapProblem, MapStart, PointTask } from "./point.js";
import type { PointEngine } from "./pool.js";

/** A map as far as it has come; what is stored, and what one goes on from. */
export interface MapState {
  readonly axes: readonly GridAxis[];
  readonly root: GridIndex;
  /** the solution that the root starts from */
  readonly start: MapStart;
  /** found or lost, by key of the index */
  readonly points: Map<string, MapPoint | LostPoint>;
  /** times that points were tried again from better neighbours */
  rounds: number;
  finished: boolean;
}

export interface MapHooks {
  /** called after every point */
  onPoint?(state: MapState): void;
  /** no point is begun after it */
  readonly signal?: AbortSignal;
}

export const keyOf = (index: GridIndex) => index.join(" ");
export const isFound = (point: MapPoint | LostPoint | undefined): point is MapPoint =>
  point !== undefined && !("lost" in point);

const MOST_ROUNDS = 6;
/** A step of −2 ln(evidence) between neighbours that is so many times the median one is a jump between solutions. */
const JUMP = 4;
/** Least gain of −2 ln(evidence) that is no rounding. */
const GAIN = 0.01;

/**
 * Computes the points of a map that are missing. Each starts from its neighbour towards the root. Those that came out worse than a neighbour by a jump have
 * lost the solution on the way; they are tried again from it, until nothing improves.
 */
export async function computeMap(
  problem: MapProblem,
  state: MapState,
  engine: PointEngine,
  hooks: MapHooks = {},
): Promise<void> {
  await firstPass(problem, state, engine, hooks);
  while (!hooks.signal?.aborted && state.rounds < MOST_ROUNDS && state.points.size === gridSize(state.axes)) {
    const tasks = retries(state);
    const found = await inTurns(tasks, engine.hands, hooks, (task) => engine.point(problem, task));
    // an unfinished round is done anew, so that going on after an interrupt leads to the same numbers
    if (hooks.signal?.aborted) return;
    state.rounds++;
    if (!improve(state, found)) break;
  }
  state.finished = !hooks.signal?.aborted;
}

/** Takes what is better. */
function improve({ points }: MapState, found: readonly (MapPoint | LostPoint)[]): boolean {
  let improved = false;
  for (const point of found.filter(isFound)) {
    const present = points.get(keyOf(point.index));
    if (isFound(present) && present.evidence - point.evidence < GAIN) continue;
    points.set(keyOf(point.index), point);
    improved = true;
  }
  return improved;
}

async function firstPass(
  problem: MapProblem,
  state: MapState,
  engine: PointEngine,
  hooks: MapHooks,
): Promise<void> {
  const { axes, root, points } = state;
  const waiting = gridOrder(axes, root).filter((index) => !points.has(keyOf(index)));
  const running = new Set<Promise<void>>();
  const ready = (index: GridIndex) => {
    const parent = parentOf(index, root);
    return parent === null || points.has(keyOf(parent));
  };
  while (waiting.length > 0 || running.size > 0) {
    const next = hooks.signal?.aborted || running.size >= engine.hands ? -1 : waiting.findIndex(ready);
    if (next < 0) {
      if (running.size === 0) return;
      await Promise.race(running);
      continue;
    }
    const [index] = waiting.splice(next, 1) as [GridIndex];
    const done: Promise<void> = engine
      .point(problem, taskAt(state, index, ancestor(state, index)))
      .then((point) => {
        points.set(keyOf(index), point);
        hooks.onPoint?.(state);
      })
      .finally(() => running.delete(done));
    running.add(done);
  }
}

/** The nearest solution on the way to the root. */
function ancestor({ root, points, start }: MapState, index: GridIndex): MapStart {
  for (let parent = parentOf(index, root); parent !== null; parent = parentOf(parent, root)) {
    const point = points.get(keyOf(parent));
    if (isFound(point)) return point;
  }
  return start;
}

const taskAt = ({ axes }: MapState, index: GridIndex, start: MapStart): PointTask => {
  const values = gridValues(axes, index);
  const { x, amplitude, values: unknown, axes: stencil } = start;
  return {
    index,
    at: Object.fromEntries(axes.map(({ parameter }, a) => [parameter, values[a]!])),
    start: { x, amplitude, values: unknown, ...(stencil && { axes: stencil }) },
  };
};

/** Points that have lost the solution on the way, from each neighbour that has not. */
function retries(state: MapState): PointTask[] {
  const { axes, points } = state;
  const jump = Math.max(RIVAL_ODDS, JUMP * medianStep(state));
  return [...points.values()]
    .sort((a, b) => compareIndices(a.index, b.index))
    .flatMap((point) => {
      const before = isFound(point) ? point : null;
      return neighbours(axes, point.index).flatMap((other) => {
        const neighbour = points.get(keyOf(other));
        if (!isFound(neighbour)) return [];
        if (before && before.evidence - neighbour.evidence < jump) return [];
        return [taskAt(state, point.index, neighbour)];
      });
    });
}

function compareIndices(a: GridIndex, b: GridIndex): number {
  for (const [k, value] of a.entries()) if (value !== b[k]!) return value - b[k]!;
  return 0;
}

function medianStep({ axes, points }: MapState): number {
  const steps = [...points.values()].filter(isFound).flatMap((point) =>
    neighbours(axes, point.index).flatMap((other) => {
      const neighbour = points.get(keyOf(other));
      return isFound(neighbour) ? [Math.abs(neighbour.evidence - point.evidence)] : [];
    }),
  );
  return steps.sort((a, b) => a - b)[steps.length >> 1] ?? 0;
}

/** Does the tasks, so many at a time, until done or interrupted; what they gave, in their order. */
async function inTurns<Task, Done>(
  tasks: readonly Task[],
  hands: number,
  { signal }: MapHooks,
  work: (task: Task) => Promise<Done>,
): Promise<Done[]> {
  const done: Done[] = [];
  let next = 0;
  const hand = async () => {
    while (next < tasks.length && !signal?.aborted) {
      const index = next++;
      // tasks of milliseconds would never let a Ctrl-C through
      await new Promise((resolve) => setImmediate(resolve));
      done[index] = await work(tasks[index]!);
    }
  };
  await Promise.all(Array.from({ length: hands }, hand));
  return done;
}
