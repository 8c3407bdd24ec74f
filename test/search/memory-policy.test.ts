import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { Random } from "../../src/math/random.js";
import { MemoryPolicy } from "../../src/search/policy/memory.js";
import { readPolicyDocument } from "../../src/search/policy/policy.js";
import { generalisedFreeField, minimalModel, type Spectrum } from "../../src/search/policy/spectra.js";
import { stateBefore } from "../../src/search/policy/train.js";

const remembered = (spectrum: Spectrum) =>
  spectrum.operators.map(({ delta }, k) => ({ ...stateBefore(spectrum, k), delta }));
const range = [0, 12] as const;

describe("a policy that remembers solutions", () => {
  /** part of the proposals for a spectrum's operators that are nearer than 0.15 to where they lie */
  const hits = (draw: MemoryPolicy["draw"], spectrum: Spectrum) => {
    const random = Random.stream(4);
    let [near, all] = [0, 0];
    for (const [k, { delta }] of spectrum.operators.entries())
      for (let draws = 0; draws < 10; draws++, all++)
        if (Math.abs(draw(stateBefore(spectrum, k), range, random) - delta) < 0.15) near++;
    return near / all;
  };
  const uniform: MemoryPolicy["draw"] = (_, [lower, upper], random) => random.between(lower, upper);

  it("proposes them for a theory that is near, however much else is remembered", () => {
    const wanted = minimalModel(5.05, "12");
    const free = [0.4, 0.8, 1.5].flatMap((external) => remembered(generalisedFreeField(2, external)));
    const policy = new MemoryPolicy([...free, ...remembered(minimalModel(5, "12"))]);
    expect(hits(policy.draw.bind(policy), wanted)).toBeGreaterThan(0.8);
    expect(hits(uniform, wanted)).toBeLessThan(0.1);
    const wrong = new MemoryPolicy(free);
    expect(hits(wrong.draw.bind(wrong), wanted)).toBeLessThan(0.5);
  });

  it("keeps to the range, and is uniform in it where nothing of that spin is remembered there", () => {
    const spectrum = minimalModel(5, "12");
    const policy = new MemoryPolicy(remembered(spectrum));
    const random = Random.stream(1);
    const draws = (spin: number, [lower, upper]: readonly [number, number]) =>
      Array.from({ length: 400 }, () =>
        policy.draw({ ...stateBefore(spectrum, 0), spin }, [lower, upper], random),
      );
    for (const value of draws(0, [0.3, 0.9])) {
      expect(value).toBeGreaterThanOrEqual(0.3);
      expect(value).toBeLessThanOrEqual(0.9);
    }
    const unknown = draws(3, [4, 8]);
    // four deviations of a mean of 400 uniform numbers
    expect(Math.abs(unknown.reduce((sum, value) => sum + value, 0) / 400 - 6)).toBeLessThan(0.24);
    expect(Math.min(...unknown)).toBeLessThan(4.2);
    expect(Math.max(...unknown)).toBeGreaterThan(7.8);
  });

  it("is read from its document, and a damaged one is refused", () => {
    const memory = remembered(minimalModel(5, "12"));
    const document = JSON.parse(
      JSON.stringify({ kind: "crossing-policy", schema: 1, suite: "archive", memory }),
    );
    const state = stateBefore(minimalModel(5, "12"), 3);
    expect(readPolicyDocument(document, "x").draw(state, range, Random.stream(2))).toBe(
      new MemoryPolicy(memory).draw(state, range, Random.stream(2)),
    );
    document.memory[1].delta = "2";
    expect(() => readPolicyDocument(document, "x")).toThrow(InputError);
  });
});
