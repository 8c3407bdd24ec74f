import { describe, expect, it } from "vitest";
import { Random } from "../../../src/math/random.js";
import { type Agent, emptyBatch } from "../../../src/optimisers/agents/agent.js";
import { agentNamed, parseAgentOptions } from "../../../src/optimisers/agents/registry.js";
import { createWasmBackend } from "../../../src/optimisers/networks/wasm/backend.js";

const sizes = { observationSize: 3, actionSize: 2 };

/** What is best to do for an observation. */
const wanted = (o: ArrayLike<number>) => [0.6 * Math.tanh(o[0]!), 0.6 * Math.tanh(o[1]! - o[2]!)];

/** −10·(distance from what is best)². */
function reward(observation: ArrayLike<number>, action: ArrayLike<number>): number {
  return -10 * wanted(observation).reduce((sum, best, k) => sum + (action[k]! - best) ** 2, 0);
}

/** Mean reward of what an agent does for observations that it has not seen. */
function score(propose: Agent["propose"]): number {
  const random = Random.stream(9);
  let sum = 0;
  for (let k = 0; k < 200; k++) {
    const observation = new Float32Array(3);
    random.fillNormal(observation);
    sum += reward(observation, propose(observation, 1, random));
  }
  return sum / 200;
}

const uniform: Agent["propose"] = (_, count, random) =>
  Float32Array.from({ length: 2 * count }, () => random.between(-1, 1));

/** An agent after so many batches of random observations and uniform actions, each an episode of its own. */
function taught(name: string, options: object, updates: number): Agent {
  const definition = agentNamed(name);
  const parsed = { ...parseAgentOptions({ form: name, width: 32, batch: 64, ...options }) };
  const random = Random.stream(1);
  const agent = definition.create({ sizes, options: parsed, createBackend: createWasmBackend, random });
  const batch = emptyBatch(64, sizes);
  batch.terminals.fill(1);
  for (let update = 0; update < updates; update++) {
    random.fillNormal(batch.observations);
    for (let k = 0; k < batch.actions.length; k++) batch.actions[k] = random.between(-1, 1);
    for (let k = 0; k < 64; k++)
      batch.rewards[k] = reward(
        batch.observations.subarray(3 * k, 3 * k + 3),
        batch.actions.subarray(2 * k, 2 * k + 2),
      );
    agent.learn(batch, random);
  }
  return agent;
}

describe("an agent learns what to do where uniform draws do not", () => {
  const chance = score(uniform);
  it.each([
    ["sac", { learningRate: 3e-3, targetEntropy: -1.5 }],
    ["sac-classic", { learningRate: 3e-3 }],
  ] as const)("%s does five times as well as they do, and no better without learning", (name, options) => {
    const before = taught(name, options, 0);
    expect(score(before.propose.bind(before))).toBeLessThan(chance / 3);
    const agent = taught(name, options, 1500);
    expect(score(agent.propose.bind(agent))).toBeGreaterThan(chance / 5);
    // five times is out of reach of uniform draws: the best of two of them
    expect(score(uniform)).toBeLessThan(chance / 4);
  });
});
