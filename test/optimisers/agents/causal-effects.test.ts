import { expect, it } from "vitest";
import { Random } from "../../../src/math/random.js";
import { emptyBatch } from "../../../src/optimisers/agents/agent.js";
import { CausalEffects } from "../../../src/optimisers/agents/causal-effects.js";

const sizes = { observationSize: 1, actionSize: 3 };

function seen(reward: (a: number, b: number, c: number) => number): CausalEffects {
  const effects = new CausalEffects(3);
  const random = Random.stream(1);
  for (let k = 0; k < 400; k++) {
    const batch = emptyBatch(64, sizes);
    for (let i = 0; i < batch.actions.length; i++) batch.actions[i] = random.between(-1, 1);
    for (let row = 0; row < 64; row++)
      batch.rewards[row] = reward(
        ...([...batch.actions.subarray(3 * row, 3 * row + 3)] as [number, number, number]),
      );
    effects.see(batch);
  }
  return effects;
}

it("an effect is the share of the reward's variance, of what has its maximum inside as of what is linear", () => {
  // variances: of a² for a uniform in ±1 it is 4/45, of x·√(4/15) as much
  const shares = seen((a, b) => a * a + Math.sqrt(4 / 15) * b).save();
  expect(shares[0]).toBeCloseTo(0.5, 1);
  expect(shares[1]).toBeCloseTo(0.5, 1);
  expect(shares[2]).toBeLessThan(0.06);
});

it("weights have mean 1 and none vanishes; they are 1 where nothing was seen or nothing matters", () => {
  const weights = seen((a) => a).weights();
  expect(weights.reduce((sum, value) => sum + value, 0)).toBeCloseTo(3, 12);
  expect(weights[0]).toBeGreaterThan(2);
  expect(weights[1]).toBeGreaterThan(0.25);
  expect([...new CausalEffects(3).weights()]).toEqual([1, 1, 1]);
  expect([...seen(() => 2).weights()]).toEqual([1, 1, 1]);
});
