import { describe, expect, it } from "vitest";
import { Random } from "../../../src/math/random.js";
import { emptyBatch } from "../../../src/optimisers/agents/agent.js";
import { dormantPart, softReset } from "../../../src/optimisers/agents/dormancy.js";
import { type NetworkDesign, tensorsOf, weightCount } from "../../../src/optimisers/networks/design.js";
import { createWasmBackend } from "../../../src/optimisers/networks/wasm/backend.js";
import { aiming, chance, scoreOf, taught } from "./lessons.js";

const design: NetworkDesign = {
  observationSize: 3,
  actionSize: 0,
  width: 32,
  layerNorm: false,
  head: { actions: 2 },
};

function network() {
  const backend = createWasmBackend({ rows: 8, observationSize: 3, actionSize: 2, width: 32 });
  return backend.network(design, true);
}

describe("dormant units", () => {
  it("are those whose running gradient is below a part of the mean of their layer", () => {
    const own = network();
    const moments = new Float32Array(weightCount(design)).fill(1);
    for (const { name, rows, offset } of tensorsOf(design))
      if (name === "observation")
        for (let row = 0; row < rows; row++) moments.fill(0.01, offset + row * 32, offset + row * 32 + 8);
    own.copy("firstMoments", moments, "in");
    expect(dormantPart(own, 0.025)).toBe(8 / 64);
    expect(dormantPart(own, 0.005)).toBe(0);
  });

  it("a soft reset keeps a part of the weights and clears Adam's moments", () => {
    const own = network();
    const weights = new Float32Array(weightCount(design)).fill(10);
    own.copy("weights", weights, "in");
    own.copy("secondMoments", weights, "in");
    softReset(own, 0.5, Random.stream(1));
    own.copy("weights", weights, "out");
    // fresh weights are within 1/√3
    expect(Math.min(...weights)).toBeGreaterThan(5 - 0.3);
    expect(Math.max(...weights)).toBeLessThan(5 + 0.3);
    expect(new Set(weights).size).toBeGreaterThan(1000);
    own.copy("secondMoments", weights, "out");
    expect(weights.every((value) => value === 0)).toBe(true);
  });

  it("ace learns with an actor whose units had all died, and without resets it does not", () => {
    const revived = (resetEvery: number) => {
      const options = { learningRate: 3e-3, targetEntropy: -1.5, resetEvery };
      const agent = taught("ace", aiming, { options });
      const state = agent.save() as { weights: Float32Array };
      const bias = tensorsOf(design).find(({ name }) => name === "bias1")!;
      // the actor's weights are the first
      state.weights.fill(-1000, bias.offset, bias.offset + 32);
      agent.load(state);
      const batch = emptyBatch(64, aiming.sizes);
      const random = Random.stream(5);
      for (let update = 0; update < 1500; update++) {
        aiming.fill(batch, random);
        agent.learn(batch, random);
      }
      return scoreOf(aiming, agent);
    };
    expect(revived(50)).toBeGreaterThan(chance(aiming) / 5);
    expect(revived(1_000_000)).toBeLessThan(chance(aiming) / 5);
  });
});
