import { describe, expect, it } from "vitest";
import { differences } from "../../src/archive/reproduction.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

const gff = loadTheory("gff-2d", { set: { delta: 0.3 } });
const options = { unknown: ["delta"], rungs: 2, points: "spread-24", optimiser: "least-squares" } as const;
const whole = await search(gff, options);

describe("a budget of a search with unknown parameters", () => {
  it("is that of all ladders and descents, and never exceeded by more than 64", async () => {
    // in the first ladder, in descents, in later ladders, just before the end
    for (const evaluations of [20, 100, 700, 1500, 2500, 4000, whole.evaluations - 1]) {
      const result = await search(gff, { ...options, budget: { evaluations } });
      expect(result.evaluations).toBeLessThanOrEqual(evaluations + 64);
      expect(result.stopReason).toBe("budget-evaluations");
      expect(result.warnings.map(({ code }) => code)).toContain("unfinished");
      expect(result.external).toEqual([
        { name: "delta", value: result.parameters.delta, error: null, interval95: null },
      ]);
      for (const { operators } of [result, ...result.solutions])
        expect(operators.every(({ determined, ope2 }) => !determined && ope2.error === null)).toBe(true);
    }
  }, 60_000);

  it("that suffices changes nothing", async () => {
    const enough = await search(gff, { ...options, budget: { evaluations: 4 * whole.evaluations } });
    expect(differences(whole, enough)).toEqual([]);
  }, 60_000);

  it("of time ends it as well", async () => {
    const result = await search(gff, { ...options, budget: { seconds: 0.3 } });
    expect(result.stopReason).toBe("budget-time");
    expect(result.wallSeconds).toBeLessThan(10);
  }, 60_000);
});

describe("a search with unknown parameters", () => {
  /** Goes on from the last checkpoint of each of these budgets, then without. */
  it("that ran out of its budget goes on from there, to the bits of one without", async () => {
    let resume: Uint8Array | undefined;
    let saved = 0;
    for (const evaluations of [700, 1500, 4000]) {
      await search(
        gff,
        { ...options, budget: { evaluations } },
        {
          onCheckpoint: (state) => {
            resume = state;
            saved++;
          },
          ...(resume && { resume }),
        },
      );
      expect(saved).toBeGreaterThan(0);
    }
    const told: number[] = [];
    const rest = await search(gff, options, {
      resume: resume!,
      onProgress: ({ evaluations }) => void told.push(evaluations),
    });
    expect(differences(whole, rest)).toEqual([]);
    // nothing that was finished is done again
    expect(Math.min(...told)).toBeGreaterThan(1000);
  }, 60_000);

  it.each([1, 3, 5])(
    "interrupted at its event %i has a result or a checkpoint, and goes on to the same bits",
    async (last) => {
      const interrupt = new AbortController();
      let seen = 0;
      let state: Uint8Array | undefined;
      const result = await search(gff, options, {
        signal: interrupt.signal,
        onProgress: () => {
          if (++seen === last) interrupt.abort();
        },
        onCheckpoint: (bytes) => {
          state = bytes;
        },
      }).catch((error) => {
        expect(String(error)).toMatch(/ended before anything was found/);
        return null;
      });
      expect(seen).toBeGreaterThanOrEqual(last);
      if (result) expect(result.stopReason).toBe("interrupted");
      expect(state).toBeDefined();
      expect(differences(whole, await search(gff, options, { resume: state! }))).toEqual([]);
    },
    60_000,
  );
});
