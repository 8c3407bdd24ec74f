import { isDeepStrictEqual } from "node:util";
import { deserialize, serialize } from "node:v8";
import { describe, expect, it } from "vitest";
import { Ladder } from "../../src/search/ladder/ladder.js";
import { ladderPlan } from "../../src/search/ladder/plan.js";
import type { LadderState } from "../../src/search/ladder/state.js";
import type { SearchOptions } from "../../src/search/options.js";
import { createSetting, type Setting } from "../../src/search/rung/setting.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { reproducible } from "./document.js";

/** Few evaluations, units of work of every kind: proposals, polishes, amplitudes, the step to the next rung, the end of the budget. */
const budget = (evaluations: number) => ({ budget: { evaluations } });

/** The states of a ladder before its first unit of work and after each, the last where it ends or its budget does. */
async function states(setting: Setting, name: string, options: SearchOptions) {
  const plan = await ladderPlan(loadTheory(name), options);
  const most = options.budget!.evaluations!;
  /** The state as it goes to disk and comes back. */
  const saved = (ladder: Ladder) => {
    ladder.state.cpuSeconds = 0;
    return serialize(ladder.save());
  };
  const whole = new Ladder(setting, plan);
  const all = [saved(whole)];
  while (!whole.state.finished && whole.step(most)) all.push(saved(whole));
  all.push(saved(whole));
  const next = (state: Buffer) => {
    const ladder = new Ladder(setting, plan, deserialize(state) as LadderState);
    if (!ladder.state.finished) ladder.step(most);
    return saved(ladder);
  };
  return { all, next };
}

type States = Awaited<ReturnType<typeof states>>;

/** Goes on from some ten of the states, the first and the last two among them, by one unit of work each. */
function expectSame({ all, next }: States): void {
  const steps = all.length - 1;
  expect(steps).toBeGreaterThan(1);
  const stride = Math.ceil(steps / 8);
  const differing = Array.from({ length: steps }, (_, k) => k)
    .filter((k) => k % stride === 0 || k >= steps - 2)
    .filter((k) => !isDeepStrictEqual(deserialize(next(all[k]!)), deserialize(all[k + 1]!)));
  expect(differing).toEqual([]);
}

async function settingOf(name: string, rungs: number, points?: string): Promise<Setting> {
  const theory = loadTheory(name);
  return createSetting(theory, theory.ladder.slice(0, rungs), points);
}

const optimisers: readonly SearchOptions[] = [
  { optimiser: "hybrid" },
  { optimiser: "hybrid", sac: "classic", form: "joint" },
  { optimiser: "hybrid", polish: "interior-point" },
  { optimiser: "sac" },
  { optimiser: "sac", form: "joint" },
  { optimiser: "sac", sac: "classic" },
  { optimiser: "interior-point" },
  { optimiser: "least-squares" },
  { optimiser: "random" },
];
const start = [
  { spin: 0, delta: 1 },
  { spin: 4, delta: 4 },
  { spin: 0, delta: 4 },
  { spin: 2, delta: 5.9 },
];
const strategies: readonly SearchOptions[] = [
  { strategy: "ladder" },
  { strategy: "windows" },
  { strategy: "continuation", start },
];
const ofPlane = ["whitened", "plain"].flatMap((objective) =>
  optimisers.flatMap((optimiser) =>
    strategies.map((strategy) => ({ objective, ...optimiser, ...strategy }) as SearchOptions),
  ),
);

/** Networks whose gradient steps take no time. */
const small: SearchOptions = { sacOptions: { width: 16, batch: 16 } };

const named = ({ start: _, ...options }: SearchOptions) => Object.values(options).join(", ");

describe("killed at any moment, a search goes on from its last checkpoint to the next one, bit for bit", async () => {
  const plane = await settingOf("ising-2d", 2, "spread-20");

  it.each(ofPlane.map((options) => [named(options), options] as const))(
    "ising-2d: %s",
    async (_, options) => {
      const asksAgent = options.optimiser === "hybrid" || options.optimiser === "sac";
      const few = {
        ...options,
        ...(asksAgent && small),
        rungs: 2,
        points: "spread-20",
        seed: 3,
        ...budget(330),
      };
      expectSame(await states(plane, "ising-2d", few));
    },
  );

  const others: readonly (readonly [theory: string, options: SearchOptions])[] = [
    // its first rung has no unknown dimension: one place
    ["gff-2d", { rungs: 1, points: "spread-20", optimiser: "least-squares", ...budget(500) }],
    ["ising-2d-mixed", { rungs: 1, points: "spread-8", ...budget(300) }],
    ["ising-2d-mixed", { rungs: 1, points: "spread-8", optimiser: "least-squares", ...budget(500) }],
    ["sixd-20", { rungs: 1, points: "spread-20", ...budget(500) }],
    ["sixd-20", { rungs: 1, points: "spread-20", optimiser: "interior-point", ...budget(500) }],
    ["line-defect", { optimiser: "interior-point", rungs: 1, ...budget(600) }],
    ["line-defect", { optimiser: "hybrid", rungs: 1, seed: 2, ...budget(5000) }],
    ["line-defect", { optimiser: "random", rungs: 1, ...budget(100) }],
    ["line-defect", { objective: "whitened", points: "line-40", rungs: 1, ...budget(500) }],
  ];
  it.each(others.map(([theory, options]) => [theory, named(options), options] as const))(
    "%s: %s",
    async (theory, _, options) => {
      const setting = await settingOf(theory, options.rungs!, options.points);
      expectSame(await states(setting, theory, options));
    },
  );
});

class Killed extends Error {}

/** The state that a search leaves which is killed at its n-th checkpoint, or whose last it was. */
async function killedAt(checkpoint: number, options: SearchOptions): Promise<Uint8Array> {
  let state: Uint8Array | undefined;
  let seen = 0;
  const onCheckpoint = (bytes: Uint8Array) => {
    state = bytes.slice();
    if (++seen === checkpoint) throw new Killed();
  };
  try {
    await search(loadTheory("gff-2d"), options, { onCheckpoint, checkpointSeconds: 0 });
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
  return state!;
}

describe("killed after its last checkpoint, before its result was stored", () => {
  const options: SearchOptions = { points: "spread-20", rungs: 2, seed: 2 };

  it.each([
    ["at the end of its budget", budget(900)],
    ["at the end of its ladder", {}],
  ])("%s: the result is that of the whole search", async (_, end) => {
    const own = { ...options, ...end };
    let count = 0;
    const whole = await search(loadTheory("gff-2d"), own, {
      onCheckpoint: () => void count++,
      checkpointSeconds: 0,
    });
    expect(count).toBeGreaterThan(4);
    const resume = await killedAt(count, own);
    expect(reproducible(await search(loadTheory("gff-2d"), own, { resume }))).toBe(reproducible(whole));
  });

  it("a larger budget goes on as if it had been the first", async () => {
    const resume = await killedAt(Number.POSITIVE_INFINITY, { ...options, ...budget(400) });
    const more = { ...options, ...budget(1500) };
    const rest = await search(loadTheory("gff-2d"), more, { resume });
    expect(reproducible(rest)).toBe(reproducible(await search(loadTheory("gff-2d"), more)));
  });

  it("a time that is over is not begun again", async () => {
    const own: SearchOptions = { ...options, budget: { seconds: 0.001 } };
    const resume = await killedAt(Number.POSITIVE_INFINITY, own);
    const steps: number[] = [];
    const rest = await search(loadTheory("gff-2d"), own, {
      resume,
      onProgress: ({ evaluations }) => steps.push(evaluations),
    });
    expect(rest.stopReason).toBe("budget-time");
    expect(steps).toEqual([]);
  });
});
