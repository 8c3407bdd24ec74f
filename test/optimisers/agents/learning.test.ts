import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Random } from "../../../src/math/random.js";
import { emptyBatch } from "../../../src/optimisers/agents/agent.js";
import { aiming, chance, gambling, investing, nothing, scoreOf, taught } from "./lessons.js";

const rate = { learningRate: 3e-3 };
const still = { ...rate, noise: 0 };
const soft = { ...rate, targetEntropy: -1.5 };

describe("an agent learns what to do where uniform draws do not", () => {
  it.each([
    ["sac", soft],
    ["sac-classic", rate],
    ["ddpg", still],
    ["td3", still],
    ["droq", soft],
    ["cvar", soft],
    ["average-reward", soft],
    ["iterated-q", soft],
    ["rnd", { ...soft, bonus: 0.1 }],
  ] as const)("%s does five times as well as they do, and no better without learning", (name, options) => {
    const luck = chance(aiming);
    expect(scoreOf(aiming, taught(name, aiming, { options }))).toBeLessThan(luck / 3);
    expect(scoreOf(aiming, taught(name, aiming, { options, updates: 1500 }))).toBeGreaterThan(luck / 5);
  });
});

describe("an agent that looks ahead forgoes a small reward for a larger one", () => {
  const ahead = { discount: 0.9, targetRate: 0.02, targetEntropy: -1.5 };
  it.each([
    ["sac", { ...soft, ...ahead }],
    ["ddpg", { ...still, discount: 0.9, targetRate: 0.02 }],
    ["td3", { ...still, discount: 0.9, targetRate: 0.02 }],
    ["droq", { ...soft, ...ahead }],
    ["cvar", { ...soft, ...ahead, tail: 1 }],
    ["average-reward", { ...soft, targetRate: 0.02 }],
    ["iterated-q", { ...soft, ...ahead, shift: 100 }],
  ] as const)("%s", (name, options) => {
    expect(chance(investing)).toBeLessThan(0.35);
    expect(scoreOf(investing, taught(name, investing, { options, updates: 1500 }))).toBeGreaterThan(0.42);
  });

  it("sac at γ = 0 does not: the lesson tells them apart", () => {
    expect(scoreOf(investing, taught("sac", investing, { options: soft, updates: 1500 }))).toBeLessThan(0.35);
  });
});

describe("what an agent is named for", () => {
  it("cvar takes the risk that the mean advises against, averse or by the mean it does not", () => {
    const score = (name: string, options: object) =>
      scoreOf(gambling, taught(name, gambling, { options: { ...soft, ...options }, updates: 1500 }));
    expect(score("cvar", {})).toBeGreaterThan(0.9);
    expect(score("cvar", { averse: true })).toBeLessThan(0.1);
    expect(score("sac", {})).toBeLessThan(0.1);
  });

  it("rnd goes where little was seen, with the other sign where much was", () => {
    const score = (bonus: number) =>
      scoreOf(nothing, taught("rnd", nothing, { options: { ...rate, bonus }, updates: 1500 }));
    expect(score(1)).toBeGreaterThan(0.6);
    expect(score(-1)).toBeLessThan(0.1);
    expect(chance(nothing)).toBeLessThan(0.4);
  });
});

/** Digest of everything that an agent knows after 30 updates: the same on every machine and Node version. */
const digests: Record<string, string> = {
  ddpg: "f8c973efaf1ff8ca",
  td3: "5a12a453d6b4af71",
  droq: "1a84e2410a8d2dde",
  cvar: "0eae158138ec338b",
  "average-reward": "df76b81cc68f4711",
  "iterated-q": "4e4faa3d09468035",
  rnd: "4a1be2e1c542ab60",
};

describe.each(["ddpg", "td3", "droq", "cvar", "average-reward", "iterated-q", "rnd"])("%s", (name) => {
  const options = { discount: 0.9 };
  const bits = (state: object) =>
    createHash("sha256")
      .update(
        JSON.stringify(state, (_, value: unknown) =>
          ArrayBuffer.isView(value)
            ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64")
            : value,
        ),
      )
      .digest("hex")
      .slice(0, 16);

  it("has the known digest", () => {
    expect(bits(taught(name, aiming, { options, updates: 30 }).save())).toBe(digests[name]);
  });

  it("goes on from what it saved, bit for bit", () => {
    const [whole, other] = [10, 0].map((updates) => taught(name, aiming, { options, updates }));
    other!.load(structuredClone(whole!.save()));
    for (const agent of [whole!, other!]) {
      const batch = emptyBatch(64, aiming.sizes);
      const random = Random.stream(5);
      for (let update = 0; update < 10; update++) {
        aiming.fill(batch, random);
        agent.learn(batch, random);
      }
    }
    expect(bits(other!.save())).toBe(bits(whole!.save()));
  });
});
