import { describe, expect, it } from "vitest";
import { suiteProblem } from "../../../src/benchmark/problem.js";
import { suiteNamed } from "../../../src/benchmark/suites.js";
import { Random } from "../../../src/math/random.js";
import { agentNames, parseAgentOptions } from "../../../src/optimisers/agents/registry.js";
import { EpisodeLearner } from "../../../src/optimisers/agents/schedules/episodes.js";
import { levenbergMarquardt } from "../../../src/optimisers/least-squares/levenberg-marquardt.js";
import type { EpisodicEnvironment } from "../../../src/problem/episodic.js";
import type { Problem } from "../../../src/problem/problem.js";
import { createExplorer } from "../../../src/search/explore/create-explorer.js";
import { emptyLedger } from "../../../src/search/explore/ledger.js";
import {
  type Constructible,
  SequentialConstruction,
} from "../../../src/search/explore/sequential/construction.js";
import { constructible } from "../../../src/search/explore/sequential/explorer.js";
import { explorerSetup } from "../../../src/search/ladder/plan.js";
import { search } from "../../../src/search/search.js";
import { loadTheory } from "../../../src/theory/load.js";

/** Rows t_k − x_k for the unknowns of a part, t_k for those left out: nothing placed has ‖t‖², all in place nothing. */
function toy(targets: readonly number[], separated = false): Constructible {
  const problemOf = (unknowns: readonly number[]): Problem => ({
    names: unknowns.map((k) => `x${k}`),
    lower: new Float64Array(unknowns.length),
    upper: new Float64Array(unknowns.length).fill(10),
    separations: separated && unknowns.length > 1 ? [{ below: 0, above: 1, gap: 0.1 }] : [],
    rowCount: targets.length,
    residual(x, out) {
      out.set(targets);
      for (const [j, k] of unknowns.entries()) out[k]! -= x[j]!;
    },
    linearise(x, residual, jacobian) {
      this.residual(x, residual);
      jacobian.fill(0);
      for (const [j, k] of unknowns.entries()) jacobian[k * unknowns.length + j] = -1;
    },
  });
  return { problem: problemOf(targets.map((_, k) => k)), part: problemOf, rows: targets.length };
}

const still = (problem: Problem, x: Float64Array) => {
  const residual = new Float64Array(problem.rowCount);
  problem.residual(x, residual);
  return { x, objective: residual.reduce((sum, r) => sum + r * r, 0) };
};

describe("operators placed one after the other", () => {
  const play = (environment: SequentialConstruction, actions: readonly number[][]) => {
    const observation = new Float32Array(environment.observationSize);
    environment.begin(observation);
    const seen = [observation.slice()];
    const rewards: number[] = [];
    for (const action of actions) {
      const { reward, ended } = environment.step(Float32Array.from(action), observation);
      rewards.push(reward);
      seen.push(observation.slice());
      expect(ended).toBe(rewards.length === actions.length);
    }
    return { rewards, seen };
  };
  const total = (rewards: readonly number[]) => rewards.reduce((sum, reward) => sum + reward, 0);

  it("earn the decades of the residual that they gain, in any order, and the polish's at the end", () => {
    // ‖t‖² = 8² + 6² = 100; the first at 5 leaves 9 + 36 = 45, both 9 + 4
    const environment = new SequentialConstruction(toy([8, 6]), still);
    const first = play(environment, [
      [0, -1],
      [-0.2, -1],
    ]);
    expect(first.rewards[0]).toBeCloseTo(Math.log10(100 / 45) / 2, 10);
    expect(first.rewards[1]).toBeCloseTo(Math.log10(45 / 13) / 2, 6);
    expect(Array.from(environment.ended!.x)).toEqual([5, expect.closeTo(4, 6)]);
    const other = play(environment, [
      [-0.2, 1],
      [0, 1],
    ]);
    expect(other.rewards[0]).toBeCloseTo(Math.log10(100 / 68) / 2, 6);
    expect(total(other.rewards)).toBeCloseTo(total(first.rewards), 10);
    const polished = new SequentialConstruction(toy([8, 6]), (problem, x) => ({
      ...levenbergMarquardt(problem, x),
      objective: 1e-4,
    }));
    expect(
      total(
        play(polished, [
          [0, 1],
          [0, 0],
        ]).rewards,
      ),
    ).toBeCloseTo(3, 6);
  });

  it("are seen: the residual at unit size, what is placed and where", () => {
    const { seen } = play(new SequentialConstruction(toy([8, 6]), still), [
      [0.5, 1],
      [0, 0],
    ]);
    const root = (value: number) => expect.closeTo(value, 5);
    expect(Array.from(seen[0]!)).toEqual([
      root(0.8 * Math.SQRT2),
      root(0.6 * Math.SQRT2),
      root(-1 / 4),
      0,
      0,
      0,
      0,
    ]);
    // the second operator at 7.5: rows 8 and −1.5
    const size = Math.hypot(8, 1.5) / Math.SQRT2;
    expect(Array.from(seen[1]!)).toEqual([
      root(8 / size),
      root(-1.5 / size),
      root(-Math.log10(Math.hypot(8, 1.5)) / 4),
      0,
      0,
      1,
      root(0.5),
    ]);
  });

  it("that only their order tells apart are put into it", () => {
    const environment = new SequentialConstruction(toy([2, 7], true), still, false);
    play(environment, [[0.4], [-0.6]]);
    expect(Array.from(environment.ended!.x)).toEqual([expect.closeTo(2, 6), expect.closeTo(7, 6)]);
  });

  it.each([true, false])("can be led to a place, choosing the order: %s", (choose) => {
    const environment = new SequentialConstruction(toy([8, 6, 3]), still, choose);
    play(
      environment,
      environment.actionsTo([1, 2.5, 9]).map((action) => Array.from(action)),
    );
    for (const [k, value] of [1, 2.5, 9].entries()) expect(environment.ended!.x[k]).toBeCloseTo(value, 5);
  });
});

/** Two actions: the second is right where it is minus half the first, the first where it is 0.6; the reward comes at the end. */
function delayed(): EpisodicEnvironment {
  let first: number | null = null;
  return {
    observationSize: 2,
    actionSize: 1,
    begin(observation) {
      first = null;
      observation.set([1, 0]);
    },
    step([action], observation) {
      if (first === null) {
        first = action!;
        observation.set([0, first]);
        return { reward: 0, ended: false };
      }
      const reward = -4 * (action! + first / 2) ** 2 - 4 * (first - 0.6) ** 2;
      observation.fill(0);
      return { reward, ended: true };
    },
  };
}

describe("an agent that plays episodes", () => {
  /** Mean total of the last of 700 episodes. */
  function late(name: string, options: object): number {
    const form = { form: name, width: 32, batch: 32, targetRate: 0.02, learningRate: 3e-3 };
    const parsed = parseAgentOptions({ ...form, ...options });
    const learner = new EpisodeLearner(delayed(), parsed, Random.stream(3));
    const totals: number[] = [];
    for (let k = 0; k < 700; k++) {
      const { total, chosen } = learner.play();
      if (k >= 500 && (chosen || parsed.proposals === "uniform")) totals.push(total);
    }
    return totals.reduce((sum, value) => sum + value, 0) / totals.length;
  }
  const soft = { targetEntropy: -1.5 };

  it.each([
    ["sac", soft],
    ["ddpg", {}],
    ["td3", {}],
    ["droq", soft],
    ["cvar", soft],
    ["iterated-q", { ...soft, shift: 50 }],
    ["rnd", { ...soft, bonus: 0.02 }],
    ["band-limited", soft],
    ["pmoe", soft],
    ["simba-v2", soft],
    ["ace", soft],
    ["parallel-actors", soft],
    ["conservative", { ...soft, caution: 0.1 }],
  ] as const)("%s learns from a reward at the end what uniform actions do not", (name, options) => {
    expect(late("sac", { proposals: "uniform" })).toBeLessThan(-2.5);
    expect(late(name, options)).toBeGreaterThan(-1);
  });

  it("goes on from what it saved, bit for bit", () => {
    const options = parseAgentOptions({ form: "td3", width: 8, batch: 8 });
    const random = Random.stream(2);
    const half = new EpisodeLearner(delayed(), options, random);
    half.imitate([Float32Array.of(0.6), Float32Array.of(-0.3)]);
    for (let k = 0; k < 12; k++) half.play();
    const state = structuredClone(half.save());
    const resumed = new EpisodeLearner(delayed(), options, Random.fromState(random.state), undefined, state);
    const totals = [half, resumed].map((learner) => Array.from({ length: 8 }, () => learner.play().total));
    expect(totals[1]).toEqual(totals[0]);
    expect(resumed.save()).toEqual(half.save());
  });
});

describe("a rung constructed operator by operator", () => {
  it("is the whole problem once everything is placed, and worse before", () => {
    const { rung, amplitude } = suiteProblem(suiteNamed("easy")[0]!);
    const whole = constructible(rung, amplitude);
    const { problem } = whole;
    const x = problem.lower.map((low, k) => (low + problem.upper[k]!) / 2);
    const objective = (part: Problem, at: Float64Array) => still(part, at).objective;
    const all = Array.from(x.keys());
    expect(objective(whole.part(all), x)).toBe(objective(problem, x));
    expect(objective(whole.part([0]), x.slice(0, 1))).toBeGreaterThan(objective(problem, x));
  });

  it("is searched, and resumed, by an agent that every search can ask for", async () => {
    const result = await search(loadTheory("ising-2d"), {
      environment: "sequential",
      agentOptions: { batch: 8 },
      rungs: 2,
      seed: 2,
    });
    expect(result.chi2).toBeLessThan(80);
    expect(result.sacSteps).toBeGreaterThan(0);

    const problem = suiteProblem(suiteNamed("easy")[0]!);
    const setup = {
      ...(await explorerSetup({ environment: "sequential", agentOptions: { batch: 8 } })),
      starts: 40,
    };
    const context = { amplitude: problem.amplitude, bases: [], ledger: emptyLedger };
    const begin = (state: ReturnType<ReturnType<typeof createExplorer>["save"]> | null) =>
      createExplorer(setup, problem.rung, { ...context, random: Random.stream(1), resume: state });
    const first = begin(null);
    for (let k = 0; k < 25; k++) first.step();
    const resumed = begin(structuredClone(first.save()));
    for (let k = 0; k < 15; k++) expect(resumed.step()).toEqual(first.step());
    expect([first.finished, resumed.finished]).toEqual([true, true]);
  });

  it("takes every agent that learns from batches", () => {
    for (const name of agentNames()) {
      const options = parseAgentOptions({ form: name });
      expect(() => new EpisodeLearner(delayed(), options, Random.stream(1)), name).not.toThrow();
    }
  });
});
