import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { suiteProblem } from "../../src/benchmark/problem.js";
import { suiteNamed } from "../../src/benchmark/suites.js";
import { InputError } from "../../src/errors.js";
import { Random } from "../../src/math/random.js";
import { nextPlace } from "../../src/search/explore/next-place.js";
import { BIN, BINS, origin } from "../../src/search/policy/features.js";
import { policyPlaces } from "../../src/search/policy/places.js";
import { type PolicyDocument, policyOf } from "../../src/search/policy/policy.js";
import { drawSpectrum, generalisedFreeField, minimalModel } from "../../src/search/policy/spectra.js";
import { stateBefore, trainPolicy } from "../../src/search/policy/train.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { crossing } from "../cli/command-line.js";

describe("spectra that are trained on", () => {
  /** Operators of a shipped theory, where it lists them as exact ones, up to a height. */
  const exact = (name: string, options = {}) =>
    loadTheory(name, options).exact.filter(({ delta, ope2 }) => delta < 8 && ope2 !== 0);

  it.each([
    ["ising-2d", {}, minimalModel(3, "12")],
    ["tricritical-epsilon", {}, minimalModel(4, "12")],
    ["tricritical-sigma-prime", {}, minimalModel(4, "21")],
    ["gff-2d", { set: { delta: 0.3 } }, generalisedFreeField(2, 0.3)],
    ["gff", { set: { delta: 1.2, d: 4 } }, generalisedFreeField(4, 1.2)],
  ] as const)("hold the exact operators of %s, computed apart", (name, options, spectrum) => {
    const theory = loadTheory(name, options);
    expect(Object.values(theory.external)).toEqual([expect.closeTo(spectrum.external, 10)]);
    const known = exact(name, options);
    expect(known.length).toBeGreaterThan(5);
    for (const { spin, delta } of known)
      expect(
        spectrum.operators.some((other) => other.spin === spin && Math.abs(other.delta - delta) < 1e-9),
        `${spin} ${delta}`,
      ).toBe(true);
  });

  it("are none of the Ising models", () => {
    const random = Random.stream(3);
    for (let k = 0; k < 400; k++) {
      const { external, dimension } = drawSpectrum("minimal-models", random);
      expect(dimension).toBe(2);
      for (const shipped of [1 / 8, 1 / 5, 7 / 8])
        expect(Math.abs(external - shipped)).toBeGreaterThan(0.005);
    }
    expect(() => drawSpectrum("all", random)).toThrow(/gff, minimal-models, synthetic/);
  });
});

describe("a policy", () => {
  let document: PolicyDocument;
  beforeAll(() => {
    document = trainPolicy("synthetic");
  }, 120_000);

  it("knows where the operators of theories lie that it was not trained on, and an untrained one does not", () => {
    /** Mean −ln probability, the bin on either side counted as well: dimensions at the edge of one are not to be missed by a rounding. */
    const loss = (from: PolicyDocument) => {
      const policy = policyOf(from, "test");
      let [sum, count] = [0, 0];
      for (const spectrum of [minimalModel(3, "12"), minimalModel(4, "12"), minimalModel(4, "21")])
        for (let next = 0; next < spectrum.operators.length; next++) {
          const state = stateBefore(spectrum, next);
          const bin = Math.floor((spectrum.operators[next]!.delta - origin(state)) / BIN + 1e-9);
          if (bin < 0 || bin >= BINS) continue;
          const found = policy.logProbabilities([state, state, state, state]);
          sum -= Math.log([bin - 1, bin, bin + 1].reduce((all, k) => all + Math.exp(found[k] ?? -99), 0));
          count++;
        }
      return sum / count;
    };
    expect(loss(trainPolicy("synthetic", { steps: 1 }))).toBeGreaterThan(2);
    expect(loss(document)).toBeLessThan(1.2);
  });

  it("is small, and the same for the same seed, bit for bit", () => {
    expect(JSON.stringify(document).length).toBeLessThan(100_000);
    const [first, again, other] = [1, 1, 2].map((seed) => trainPolicy("gff", { seed, steps: 40 }));
    expect(again).toEqual(first);
    expect(other!.weights).not.toBe(first!.weights);
  });

  it("makes places in range, nearer to the exact ones than uniform places are", () => {
    const { rung, amplitude } = suiteProblem(suiteNamed("easy")[0]!);
    const problem = rung.problem(amplitude);
    const places = policyPlaces(policyOf(document, "test"), rung)!;
    const random = Random.stream(1);
    const levels = minimalModel(3, "12").operators;
    const { operators } = rung.truncation;
    const spins = problem.names.map((_, k) => operators[problem.equation.free[k]!]!.spin);
    /** part of the dimensions that are a bin or less from an exact level of their spin */
    const hit = (x: Float64Array) =>
      x.filter((value, k) =>
        levels.some(({ spin, delta }) => spin === spins[k] && Math.abs(delta - value) <= BIN),
      ).length / x.length;
    const mean = (start: number) => {
      let sum = 0;
      for (let k = 0; k < 30; k++) {
        const { x, origin: from } = nextPlace(problem, [], start, random, places);
        expect(from).toBe(start % 2 === 1 ? "policy" : "random");
        for (const [j, value] of x.entries()) {
          expect(value).toBeGreaterThanOrEqual(problem.lower[j]!);
          expect(value).toBeLessThanOrEqual(problem.upper[j]!);
        }
        sum += hit(x) / 30;
      }
      return sum;
    };
    expect(mean(1)).toBeGreaterThan(2 * mean(0));
    expect(Array.from(places.place(random, [1.5, 2.5]).slice(0, 2))).toEqual([1.5, 2.5]);
  });

  it("is proposed from by a search, and only where one is given", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "policy-")), "policy.json");
    writeFileSync(path, JSON.stringify(document));
    const options = { optimiser: "least-squares", rungs: 3, seed: 2 } as const;
    const theory = loadTheory("ising-2d", { free: true });
    const found = await search(theory, { ...options, policy: path });
    const plain = await search(theory, options);
    const origins = (result: typeof found) => result.operators.map(({ origin: from }) => from);
    expect(origins(plain)).not.toContain("policy");
    expect(found.evaluations).not.toBe(plain.evaluations);
    expect(found.chi2).toBeLessThan(1.1 * plain.chi2!);
    await expect(search(theory, { ...options, policy: `${path}.not` })).rejects.toThrow(InputError);
    writeFileSync(path, "{}");
    await expect(search(theory, { ...options, policy: path })).rejects.toThrow(/crossing train/);
  });

  it("is written by the command line", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "policy-")), "policy.json");
    const { code, stdout } = await crossing(["train", "gff", "-o", path, "--steps", "20", "--json"]);
    expect(code).toBe(0);
    const { loss, ...facts } = JSON.parse(stdout);
    expect(facts).toEqual({ file: path, suite: "gff", seed: 1, steps: 20 });
    expect(loss).toBeLessThan(Math.log(BINS));
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(trainPolicy("gff", { steps: 20 }));
    expect((await crossing(["train", "all", "-o", path])).stderr).toContain("synthetic");
  });
});
