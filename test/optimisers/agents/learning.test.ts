import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Random } from "../../../src/math/random.js";
import { emptyBatch } from "../../../src/optimisers/agents/agent.js";
import {
  aiming,
  chance,
  charted,
  forked,
  gambling,
  investing,
  type Lesson,
  nothing,
  scoreOf,
  spiked,
  taught,
  unequal,
  unscaled,
} from "./lessons.js";

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
    ["band-limited", soft],
    ["pmoe", soft],
    ["simba-v2", soft],
    ["ace", soft],
    ["parallel-actors", soft],
    ["conservative", soft],
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
    ["band-limited", { ...soft, ...ahead }],
    ["pmoe", { ...soft, ...ahead }],
    ["simba-v2", { ...soft, ...ahead }],
    ["ace", { ...soft, ...ahead }],
    ["parallel-actors", { ...soft, ...ahead }],
    ["conservative", { ...soft, ...ahead }],
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

describe("what an agent is named for, beside sac", () => {
  const score = (name: string, lesson: Lesson, options: object) =>
    scoreOf(lesson, taught(name, lesson, { options: { ...soft, ...options }, updates: 1500 }));

  it("band-limited does not believe in a reward that one action in ten gets, sac and a filter of no width do", () => {
    const ahead = { discount: 0.9, targetRate: 0.02 };
    expect(score("band-limited", spiked, { ...ahead, bandwidth: 0.3, taps: 8 })).toBeGreaterThan(0.9);
    expect(score("band-limited", spiked, { ...ahead, bandwidth: 0 })).toBeLessThan(0.1);
    expect(score("sac", spiked, ahead)).toBeLessThan(0.1);
  });

  it("pmoe goes to both of two places that are best, sac to one", () => {
    expect(score("pmoe", forked, {})).toBeGreaterThan(1.5 * chance(forked));
    expect(score("sac", forked, {})).toBeLessThan(0.1);
  });

  it("conservative stays where something was seen, sac and no caution do not", () => {
    expect(score("conservative", charted, {})).toBeGreaterThan(-0.5);
    expect(chance(charted)).toBeLessThan(-0.65);
    expect(score("conservative", charted, { caution: 0 })).toBeLessThan(-0.9);
    expect(score("sac", charted, {})).toBeLessThan(-0.9);
  });

  it("ace explores more along the entry that matters than sac does", () => {
    expect(score("ace", unequal, {})).toBeGreaterThan(1.5 * score("sac", unequal, {}));
  });

  it("simba-v2 minds no units, sac does", () => {
    expect(score("simba-v2", unscaled, {})).toBeGreaterThan(chance(unscaled) / 5);
    expect(score("sac", unscaled, {})).toBeLessThan(chance(unscaled) / 3);
  });

  it("each of the parallel actors explores more widely than the one before", () => {
    const agent = taught("parallel-actors", aiming, { options: soft, updates: 800 });
    const random = Random.stream(9);
    const values: number[][] = [[], [], [], []];
    for (let k = 0; k < 400; k++) {
      const [first] = agent.propose(Float32Array.of(0.5, 0.5, -0.5), 1, random);
      values[k % 4]!.push(first!);
    }
    const spreads = values.map((own) => {
      const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
      return Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length);
    });
    for (let k = 1; k < 4; k++) expect(spreads[k]).toBeGreaterThan(1.1 * spreads[k - 1]!);
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
  "band-limited": "7228a64e380a120a",
  pmoe: "2ee13da6e2c1d2a5",
  "simba-v2": "d372ca2f1077a637",
  ace: "f461e099639f3c7f",
  "parallel-actors": "747ab4657bfb3e2c",
  conservative: "59becc675036c59c",
};

describe.each(Object.keys(digests))("%s", (name) => {
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
