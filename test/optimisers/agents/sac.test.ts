import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../../src/math/random.js";
import type { SacState } from "../../../src/optimisers/agents/sac-state.js";
import type { BackendFactory } from "../../../src/optimisers/networks/backend.js";
import { loadBackend } from "../../../src/optimisers/networks/load.js";
import { loadTfjsBackend } from "../../../src/optimisers/networks/tfjs/load.js";
import { createWasmBackend } from "../../../src/optimisers/networks/wasm/backend.js";
import {
  type AgentCase,
  agentCase,
  createAgent,
  differences,
  hasRelaxedSimd,
  randomBatch,
  stateTensors,
} from "./fixtures.js";

type SacAgent = ReturnType<typeof createAgent>;

const forms: [string, AgentCase][] = [
  ["classic", agentCase("classic")],
  ["modern", agentCase("modern")],
  ["modern at γ = 0", agentCase("modern", { discount: 0 })],
];

/** Sizes at which padding and blocking differ. */
const otherSizes: [string, AgentCase][] = [
  [
    "classic, BootSTOP's",
    agentCase("classic", { observationSize: 180, actionSize: 32, width: 256, batch: 32 }),
  ],
  ["modern, one action", agentCase("modern", { observationSize: 8, actionSize: 1, batch: 8, width: 64 })],
  ["modern, ten actions", agentCase("modern", { observationSize: 61, actionSize: 10, batch: 64, width: 8 })],
];

const kernels = hasRelaxedSimd ? (["wasm", "wasm-fast"] as const) : (["wasm"] as const);

describe.each(kernels)(
  "hand-written gradients agree with TensorFlow.js's automatic differentiation: %s",
  (kernel) => {
    let createOurs: BackendFactory;
    let createTfjs: BackendFactory;
    beforeAll(async () => {
      createOurs = await loadBackend(kernel);
      createTfjs = await loadTfjsBackend("cpu");
    }, 120_000);

    /**
     * σ of the classic form is clamped at 1e-6, and 1/σ enters its gradient: initial weights put half of all σ at the clamp,
     * where a rounding error decides which side a sample is on. The comparison starts at σ ≈ 0.3, off the clamp.
     */
    function pair(options: AgentCase): [SacAgent, SacAgent] {
      const ours = createAgent(options, createOurs, Random.stream(3));
      const theirs = createAgent(options, createTfjs, Random.stream(3));
      const state = ours.save();
      if (options.form === "classic") fill(options, state, "deviationBias", 0.3);
      ours.load(state);
      theirs.load(state);
      return [ours, theirs];
    }

    function compare(options: AgentCase, updates: number): void {
      const [ours, theirs] = pair(options);
      for (let update = 1; update <= updates; update++) {
        const batch = randomBatch(options, Random.stream(5, update));
        const losses = ours.learn(batch, Random.stream(6, update));
        const expected = theirs.learn(batch, Random.stream(6, update));
        if (update > 1 && update < updates) continue;
        const tolerance = update === 1 ? 1e-4 : 1e-2;
        for (const key of ["critic", "actor", "entropy", "temperature"] as const)
          expect(Math.abs(losses[key] / expected[key] - 1), key).toBeLessThan(tolerance);
        for (const part of ["weights", "firstMoments", "secondMoments"] as const) {
          const rows = differences(options, part, ours.save(), theirs.save());
          expect(rows.filter(({ difference }) => !(difference <= tolerance))).toEqual([]);
        }
      }
    }

    it.each(forms)("%s: weights and moments to 1e-4 after 1 update, 1e-2 after 100", (_, options) => {
      compare(options, 100);
    });

    it.each(otherSizes)("%s: weights and moments to 1e-4 after 1 update", (_, options) => {
      compare(options, 1);
    });

    it.each([...forms, ...otherSizes])(
      "%s: the same actions for the same observation and noise",
      (_, options) => {
        const [ours, theirs] = pair(options);
        const batch = randomBatch(options, Random.stream(8));
        const observation = batch.observations.subarray(0, options.observationSize);
        for (const count of options.form === "classic" ? [1] : [5, 3]) {
          const actions = Array.from(ours.propose(observation, count, Random.stream(9)));
          const expected = Array.from(theirs.propose(observation, count, Random.stream(9)));
          expect(actions.length).toBe(count * options.actionSize);
          expect(expected.length).toBe(actions.length);
          for (const [i, action] of actions.entries()) expect(action).toBeCloseTo(expected[i]!, 5);
        }
      },
    );
  },
);

describe("the tanh-Gaussian policy has its closed-form log-probability", () => {
  const noiseAt = 0.75;

  it.each([
    ["classic", 0.4, 0.4],
    ["classic", -1, 1e-6],
    ["classic", 3, 1],
    // ln σ = −5 + 3.5·(1 + tanh 0.2)
    ["modern", 0.2, Math.exp(-5 + 3.5 * (1 + Math.tanh(0.2)))],
    ["modern", 20, Math.exp(2)],
  ] as const)("%s, raw σ %f", (form, raw, sigma) => {
    const options = agentCase(form, { learningRate: 1e-30 });
    const agent = createAgent(options, createWasmBackend, Random.stream(1));
    const state = agent.save();
    for (const name of ["mean", "deviation"]) fill(options, state, name, 0);
    fill(options, state, "meanBias", -0.625);
    fill(options, state, "deviationBias", raw);
    agent.load(state);
    const batch = randomBatch(options, Random.stream(2));
    const noise = { fillNormal: (out: Float32Array) => out.fill(noiseAt) } as unknown as Random;
    const u = -0.625 + sigma * noiseAt;
    const action = agent.propose(batch.observations.subarray(0, 13), 1, noise)[1]!;
    expect(Math.abs(action / Math.tanh(u) - 1)).toBeLessThan(3e-7);
    const slope = 1 / Math.cosh(u) ** 2 + (form === "classic" ? 1e-6 : 0);
    const logDensity = -0.5 * noiseAt ** 2 - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI) - Math.log(slope);
    const { entropy } = agent.learn(batch, noise);
    // single precision keeps seven digits; −ln(1 − a²) loses some where a is near 1
    expect(Math.abs(entropy / (-3 * logDensity) - 1)).toBeLessThan(1e-5);
  });
});

describe("on the wasm backend learning is deterministic", () => {
  /** Digest of the weights after 50 updates: the same on every machine and Node version. */
  it.each([
    ["classic", "44aed040712d6020"],
    ["modern", "e4accf5f00637be2"],
  ] as const)("%s: the weights after 50 updates have the known digest", (form, digest) => {
    const first = train(agentCase(form), 50);
    expect(hash(train(agentCase(form), 50).save())).toBe(hash(first.save()));
    expect(hash(first.save())).toBe(digest);
  });

  it.each(["classic", "modern"] as const)("%s: save and load continue bit for bit", (form) => {
    const options = agentCase(form);
    const whole = train(options, 20);
    const half = train(options, 10);
    const resumed = createAgent(options, createWasmBackend, Random.stream(99));
    resumed.load(half.save());
    continueTraining(options, resumed, 10, 20);
    expect(hash(resumed.save())).toBe(hash(whole.save()));
  });
});

function train(options: AgentCase, updates: number): SacAgent {
  const agent = createAgent(options, createWasmBackend, Random.stream(3));
  continueTraining(options, agent, 0, updates);
  return agent;
}

function continueTraining(options: AgentCase, agent: SacAgent, from: number, to: number): void {
  for (let update = from; update < to; update++) {
    const random = Random.stream(4, update);
    agent.learn(randomBatch(options, random), random);
  }
}

function hash(state: SacState): string {
  const digest = createHash("sha256");
  for (const part of [state.weights, state.firstMoments, state.secondMoments]) digest.update(part);
  digest.update(Float64Array.of(state.logTemperature, ...state.temperatureMoments));
  return digest.digest("hex").slice(0, 16);
}

function fill(options: AgentCase, state: SacState, name: string, value: number): void {
  for (const tensor of stateTensors(options)) {
    const end = tensor.offset + tensor.rows * tensor.columns;
    if (tensor.network === "actor" && tensor.name === name) state.weights.fill(value, tensor.offset, end);
  }
}
