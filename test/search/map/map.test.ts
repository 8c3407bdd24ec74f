import { describe, expect, it } from "vitest";
import { beginMap } from "../../../src/search/map/begin.js";
import { parseGrid } from "../../../src/search/map/grid.js";
import { computeMap, isFound, keyOf, type MapState } from "../../../src/search/map/map.js";
import type { LostPoint, MapPoint, MapProblem, PointTask } from "../../../src/search/map/point.js";
import { pointEngine } from "../../../src/search/map/pool.js";
import { mapSummary } from "../../../src/search/map/summary.js";
import { search } from "../../../src/search/search.js";
import { loadTheory } from "../../../src/theory/load.js";

/** Not looked at by engines made up here. */
const problem = {
  theory: loadTheory("ising-3d"),
  unknown: [],
  rung: 3,
  amplitudes: {},
  cache: false,
} as MapProblem;

const start = { x: [0], amplitude: 1, values: [] };
const fresh = (grid = "sigma=0.515..0.525:11", root = [5]): MapState => ({
  axes: parseGrid(grid),
  root,
  start,
  points: new Map(),
  rounds: 0,
  finished: false,
});

const found = ({ index, at }: PointTask, x: number[], evidence: number): MapPoint => ({
  index,
  at: Object.values(at),
  x,
  amplitude: 1,
  values: [],
  evidence,
  rows: 60,
  chi2: 60,
  delta: [x[0]!, 3, 4, 5, 6],
  ope2: [1, 2, 3, 4, 5],
  evaluations: 1,
});

/** An engine whose answers come late, in any order. */
function engine(hands: number, answer: (task: PointTask) => MapPoint | LostPoint) {
  let k = 0;
  return {
    hands,
    point: async (_: MapProblem, task: PointTask) => {
      await new Promise((resolve) => setTimeout(resolve, (k++ * 7) % 5));
      return answer(task);
    },
    close: async () => {},
  };
}

/** Two branches: x stays, but is lost for 1 where a path crosses from 7 to 8 from below; branch 0 is better everywhere. */
const branches = (task: PointTask) => {
  const k = task.index[0]!;
  const lost = task.start.x[0] === 0 && k === 8 && (task.start as MapPoint).index?.[0] !== 9;
  const x = lost ? 1 : task.start.x[0]!;
  return found(task, [x], (k - 5) ** 2 + 500 * x);
};

describe("a map", () => {
  it("does not depend on how many points are computed at a time", async () => {
    const states = await Promise.all(
      [1, 3, 8].map(async (hands) => {
        const state = fresh("sigma=0.515..0.525:5 epsilon=1..2:5", [2, 1]);
        await computeMap(
          problem,
          state,
          engine(hands, (task) => found(task, [task.start.x[0]! + 1 / (1 + task.index[0]!)], 0)),
        );
        return [...state.points.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
      }),
    );
    expect(states[0]).toHaveLength(25);
    expect(states[1]).toEqual(states[0]);
    expect(states[2]).toEqual(states[0]);
  });

  it("tries again from its neighbours where a solution was lost on the way", async () => {
    const state = fresh();
    let first = true;
    await computeMap(
      problem,
      state,
      engine(2, (task) => {
        // the first time that point 8 is reached the follower jumps
        if (task.index[0] === 8 && first) {
          first = false;
          return found(task, [1], 9 + 500);
        }
        return found(task, [task.start.x[0]!], (task.index[0]! - 5) ** 2 + 500 * task.start.x[0]!);
      }),
    );
    // 9 and 10 had started from 8, and come back with it
    const x = [...state.points.values()].filter(isFound).map((point) => point.x[0]);
    expect(x).toEqual(Array(11).fill(0));
    expect(state.finished).toBe(true);
  });

  it("keeps a branch that is really gone, and ends", async () => {
    const state = fresh();
    await computeMap(problem, state, engine(3, branches));
    expect(state.finished).toBe(true);
    expect((state.points.get(keyOf([10])) as MapPoint).x).toEqual([1]);
    expect((state.points.get(keyOf([7])) as MapPoint).x).toEqual([0]);
  });

  it("goes round a point that is lost, and says which", async () => {
    const state = fresh();
    await computeMap(
      problem,
      state,
      engine(2, (task) =>
        task.index[0] === 7
          ? { index: task.index, at: Object.values(task.at), lost: "a pole" }
          : found(task, [task.start.x[0]!], (task.index[0]! - 5) ** 2),
      ),
    );
    const summary = mapSummary(problem, state);
    expect(summary.points).toHaveLength(10);
    expect(summary.lost).toEqual([{ at: [0.522], reason: "a pole" }]);
    expect(summary.best!.at).toEqual([0.52]);
  });

  it("stopped and gone on with is the map that was not stopped", async () => {
    const whole = fresh();
    await computeMap(problem, whole, engine(2, branches));
    const state = fresh();
    const abort = new AbortController();
    await computeMap(problem, state, engine(2, branches), {
      signal: abort.signal,
      onPoint: ({ points }) => {
        if (points.size === 4) abort.abort();
      },
    });
    expect(state.finished).toBe(false);
    expect(state.points.size).toBeLessThan(11);
    await computeMap(problem, state, engine(3, branches));
    const sorted = ({ points }: MapState) => [...points.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(sorted(state)).toEqual(sorted(whole));
  });

  it("finds a parabola's minimum between its points, in exp(−2 ln(evidence)/m)", async () => {
    const state = fresh();
    const misfit = (x: number) => 1 + ((x - 0.5203) / 0.001) ** 2;
    await computeMap(
      problem,
      state,
      engine(1, (task) => found(task, [0], 60 * Math.log(misfit(Object.values(task.at)[0]!)))),
    );
    const { minimum, plain, tempered } = mapSummary(problem, state);
    expect(minimum).toBeCloseTo(0.5203, 9);
    // 60 ln(…) ≤ 3.84 + the best's 60 ln 1.09; 7/60 of that for the tempered
    expect(plain).toEqual([[0.52, 0.52]]);
    expect(tempered).toEqual([[0.52, 0.521]]);
  });
});

describe("a map of ⟨φφφφ⟩ in d dimensions", () => {
  it("has at its root what a search finds there, and at another point what a search finds there", async () => {
    const theory = loadTheory("gff", { set: { delta: 0.7 } });
    const { problem: own, state } = await beginMap(
      theory,
      parseGrid("delta=0.69..0.71:3"),
      { rungs: 2 },
      { cache: false },
    );
    await computeMap(own, state, pointEngine(1));
    const { points, quantities } = mapSummary(own, state);
    expect(points.map(({ at }) => at[0])).toEqual([0.69, 0.7, 0.71]);
    for (const { at, values, evidence } of points) {
      const result = await search(
        loadTheory("gff", { set: { delta: at[0]! } }),
        { rungs: 2 },
        { cache: false },
      );
      expect(evidence).toBeCloseTo(result.ladder![1]!.evidence, 1);
      const delta = result.operators.find(({ delta }) => !delta.fixed)!.delta.value;
      expect(quantities[0]).toBe("delta[3]");
      expect(values[0]).toBeCloseTo(delta, 4);
    }
  });

  it("goes with the whitened objective alone", async () => {
    const grid = parseGrid("sigma=0.51..0.52:2");
    await expect(beginMap(loadTheory("ising-3d"), grid, { objective: "plain" })).rejects.toThrow(/evidences/);
  });
});
