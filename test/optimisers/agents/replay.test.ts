import { describe, expect, it } from "vitest";
import { Random } from "../../../src/math/random.js";
import { PlaceMemory } from "../../../src/optimisers/agents/schedules/place-memory.js";
import { ReplayBuffer } from "../../../src/optimisers/agents/schedules/replay.js";

const transition = (n: number) => ({
  observation: Float32Array.of(n, n + 0.25),
  action: Float32Array.of(-n),
  reward: 10 * n,
  nextObservation: Float32Array.of(n + 1, n + 1.25),
});

function emptyBatch(rows: number) {
  return {
    observations: new Float32Array(2 * rows),
    nextObservations: new Float32Array(2 * rows),
    actions: new Float32Array(rows),
    rewards: new Float32Array(rows),
    terminals: new Float32Array(rows),
  };
}

describe("the replay buffer keeps the latest transitions", () => {
  it("grows past its first allocation, then overwrites the oldest", () => {
    const replay = new ReplayBuffer(3000, 2, 1);
    for (let n = 0; n < 5000; n++) replay.add(transition(n));
    expect(replay.count).toBe(3000);
    const batch = emptyBatch(4096);
    replay.sample(batch, Random.stream(1));
    expect(Math.min(...batch.rewards)).toBeGreaterThanOrEqual(20000);
    expect(new Set(batch.rewards).size).toBeGreaterThan(2000);
    for (let i = 0; i < 4096; i++) {
      const n = batch.rewards[i]! / 10;
      expect([batch.observations[2 * i], batch.nextObservations[2 * i + 1]]).toEqual([n, n + 1.25]);
      expect(batch.actions[i]).toBe(-n);
    }
  });

  it("saved and loaded it gives the same samples and goes on overwriting in the same order", () => {
    const original = new ReplayBuffer(1500, 2, 1);
    for (let n = 0; n < 2000; n++) original.add(transition(n));
    const copy = new ReplayBuffer(1500, 2, 1);
    copy.load(original.save());
    for (const replay of [original, copy]) for (let n = 2000; n < 2100; n++) replay.add(transition(n));
    const [first, second] = [emptyBatch(512), emptyBatch(512)];
    original.sample(first, Random.stream(2));
    copy.sample(second, Random.stream(2));
    expect(second).toEqual(first);
  });
});

describe("the place memory is a ring", () => {
  it("finds the latest places by age and forgets the oldest", () => {
    const memory = new PlaceMemory(4, 1, 1);
    for (let n = 0; n < 10; n++) memory.add(Float64Array.of(n), Float32Array.of(2 * n), -n);
    expect(memory.count).toBe(4);
    expect([0, 1, 2, 3].map((age) => memory.place(memory.latest(age))[0])).toEqual([9, 8, 7, 6]);
    expect(memory.observation(memory.latest(1))[0]).toBe(16);
    expect(memory.reward(memory.latest(3))).toBe(-6);
  });
});
