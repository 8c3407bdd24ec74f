import { createHash } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/errors.js";
import { Random } from "../../../src/math/random.js";
import type { AgentSearch, AgentSearchState } from "../../../src/optimisers/agents/agent-search.js";
import type { GivenAgentOptions } from "../../../src/optimisers/agents/registry.js";
import type { SacState } from "../../../src/optimisers/agents/sac-state.js";
import { createAgentSearch, resumeAgentSearch } from "../../../src/optimisers/agents/search.js";
import { decays, oscillations, valley } from "./environments.js";

function run(search: AgentSearch, steps: number, objective = 0): AgentSearch {
  for (let k = 0; k < steps && search.best.objective > objective; k++) search.step();
  return search;
}

const small: Record<string, GivenAgentOptions> = {
  modern: { form: "modern", width: 16, batch: 16, samples: 16, patience: 8 },
  classic: { form: "classic", width: 16, batch: 16, patience: 40, fruitlessCycles: 2 },
};

const digests: Record<string, string> = { modern: "0e2900a2a473205e", classic: "2d7c56e856f756f9" };

// the window's doing, not the policy's: uniform draws in it take as many steps
describe("the window of descents leads to the minimum, to a factor 3 of χ² from 1e6 times it and more", () => {
  describe.each(["policy", "uniform"] as const)("proposals: %s", (proposals) => {
    it.each([
      ["a curved valley in 2 dimensions", () => valley(2)],
      ["a curved valley in 10 dimensions", () => valley(10)],
      ["one frequency", () => oscillations(1)],
      ["five frequencies, amplitudes eliminated", () => oscillations(5)],
      ["four exponentials, rates and amplitudes", () => decays(4)],
    ] as const)("%s", (_, environment) => {
      for (const seed of [1, 2]) {
        const search = createAgentSearch(environment(), { maxSteps: 2500, proposals }, Random.stream(seed));
        expect(search.best.objective).toBeGreaterThan(1e3);
        while (!search.finished && search.best.objective > 3) search.step();
        expect(search.best.objective, `seed ${seed}`).toBeLessThan(3);
      }
    });
  });
});

/** A state as text, its arrays byte by byte. */
function everyBit(state: AgentSearchState): string {
  return JSON.stringify(state, (_, value: unknown) =>
    ArrayBuffer.isView(value)
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64")
      : value,
  );
}

describe.each(Object.keys(small))("a %s search", (form) => {
  const options = small[form]!;
  const begin = (seed: number) => createAgentSearch(oscillations(3), options, Random.stream(seed));

  it("repeats bit for bit with the same seed and differs with another", () => {
    const first = everyBit(run(begin(1), 150).save());
    expect(everyBit(run(begin(1), 150).save())).toBe(first);
    expect(everyBit(run(begin(2), 150).save())).not.toBe(first);
  });

  it("has the known digest: the same bits on every machine and Node version", () => {
    expect(
      createHash("sha256")
        .update(everyBit(run(begin(1), 150).save()))
        .digest("hex")
        .slice(0, 16),
    ).toBe(digests[form]);
  });

  it("resumed from a file's bytes goes on as if never interrupted", () => {
    const whole = run(begin(1), 160);
    const bytes = serialize(run(begin(1), 90).save());
    const resumed = run(resumeAgentSearch(oscillations(3), deserialize(bytes) as AgentSearchState), 70);
    expect(everyBit(resumed.save())).toBe(everyBit(whole.save()));
    expect(resumed.best).toEqual(whole.best);
  });

  it("lists distinct places, best first", () => {
    const search = run(begin(1), 150);
    const elite = search.elite(8);
    expect(elite.length).toBeGreaterThan(1);
    expect(elite[0]).toEqual(search.best);
    for (let i = 1; i < elite.length; i++) {
      expect(elite[i]!.objective).toBeGreaterThanOrEqual(elite[i - 1]!.objective);
      const apart = elite[i]!.x.map((value, k) => Math.abs(value - elite[0]!.x[k]!));
      expect(Math.max(...apart)).toBeGreaterThan(0.02 * 11.7);
    }
  });

  it("takes an offered place as its best and goes on from there", () => {
    const search = run(begin(1), 20);
    const environment = oscillations(3);
    const solved = run(createAgentSearch(environment, {}, Random.stream(5)), 2000, 3).best;
    search.offer(solved.x, solved.objective, "sac");
    expect(search.best).toEqual({ ...solved, origin: "sac" });
    run(search, 30);
    expect(search.best.objective).toBeLessThanOrEqual(solved.objective);
  });

  it("draws uniformly, without gradient steps, where the ablation asks for it", () => {
    const search = createAgentSearch(oscillations(3), { ...options, proposals: "uniform" }, Random.stream(1));
    run(search, 100);
    expect(search.best.origin).toBe("random");
    expect(search.diagnostics.critic).toBe(0);
    expect((search.save().networks as SacState).updates).toBe(0);
  });

  it("begins at a given start", () => {
    const start = Float64Array.of(2, 4, 6);
    const search = createAgentSearch(oscillations(3), options, Random.stream(1), start);
    expect(search.evaluations).toBe(1);
    expect(search.best.x).toEqual(start);
  });

  it("reports an objective that is not a number", () => {
    const broken = { ...oscillations(3), evaluate: () => Number.NaN };
    expect(() => createAgentSearch(broken, options, Random.stream(1))).toThrow(/not a number/);
  });
});

describe("a modern search ends after its last descent", () => {
  it("with no restarts, once the window has collapsed or patience has run out", () => {
    const options = { restarts: 0, width: 8, batch: 8, samples: 8, initialSamples: 10 } as const;
    const search = createAgentSearch(oscillations(1), options, Random.stream(1));
    while (!search.finished) search.step();
    expect(search.evaluations).toBe(10 + 8 * search.steps);
    expect(search.best.objective).toBeLessThan(3);
  });
});

describe("wrong input is named", () => {
  it.each([
    [{ form: "modern", width: 60 }, /sac options: width/],
    [{ form: "classic", batch: 4 }, /sac-classic options: batch/],
    [{ form: "classic", windows: [1] }, /agent options: windows: got 1: one entry for each of 3 unknowns/],
    [{ discount: 1 }, /sac options: discount/],
  ] as [GivenAgentOptions, RegExp][])("%j", (options, message) => {
    const attempt = () => createAgentSearch(oscillations(3), options, Random.stream(1));
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow(message);
  });

  it("bounds out of order", () => {
    const environment = { ...valley(2), upper: Float64Array.of(2, -3) };
    expect(() => createAgentSearch(environment, {}, Random.stream(1))).toThrow(
      /agent bounds: x1: got \[-2,-3\]/,
    );
  });

  it("a start of the wrong length", () => {
    expect(() => createAgentSearch(valley(2), {}, Random.stream(1), Float64Array.of(1))).toThrow(
      /agent start/,
    );
  });
});
