import { describe, expect, it } from "vitest";
import { determinedOperators } from "../../src/search/inference/determined.js";

const free = (label: string, spin: number) => ({
  label,
  spin,
  lower: spin,
  upper: 10,
  terms: [{ channel: "singlet", label, ope2: [0, 2] as const }],
});
const kept = [free("a", 0), free("b", 0), free("c", 2)];
/** b = 4^Δ a is 1 for the first, and what is asked of it for the others. */
const solution = { delta: [1, 3, 4], ope2: [1 / 4, 1 / 64, 1 / 256] };
const errors = { delta: [0.01, 0.02, 0.02], ope2: [0.01, 1e-3, 1e-4] };
const rival = (a: number, b: number, c: number, cut = Number.POSITIVE_INFINITY) => ({
  operators: [
    { channel: "singlet", spin: 0, delta: b, error: null },
    { channel: "singlet", spin: 0, delta: a, error: null },
    { channel: "singlet", spin: 2, delta: c, error: null },
  ],
  cut: () => cut,
  tolerance: 1e-12,
});

describe("an operator is determined", () => {
  it("where its bars are small and every rival has one of its spin there, in whatever order", () => {
    expect(determinedOperators(kept, { ...solution, errors }, [rival(1.02, 2.97, 4.05)])).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("unless a rival below whose cut it lies has it elsewhere, or its bars are large", () => {
    expect(determinedOperators(kept, { ...solution, errors }, [rival(1, 3, 4.5)])).toEqual([
      true,
      true,
      false,
    ]);
    expect(determinedOperators(kept, { ...solution, errors }, [rival(1, 3, 4.5, 3.5)])[2]).toBe(true);
    const rough = { ...rival(1, 3, 4.5), tolerance: 0.6 };
    expect(determinedOperators(kept, { ...solution, errors }, [rough])[2]).toBe(true);
    const vague = { delta: [0.01, 0.02, 0.3], ope2: errors.ope2 };
    expect(determinedOperators(kept, { ...solution, errors: vague }, [])).toEqual([true, true, false]);
  });

  it("unless one below is not located, but for a small one", () => {
    const lost = { delta: [0.01, 0.5, 0.02], ope2: errors.ope2 };
    expect(determinedOperators(kept, { ...solution, errors: lost }, [])).toEqual([true, false, false]);
    const small = { delta: solution.delta, ope2: [1 / 4, 0.01 / 64, 1 / 256] };
    expect(determinedOperators(kept, { ...small, errors: lost }, [])).toEqual([true, false, true]);
  });

  it("unless one below is not located in the same channel; of known dimension it spoils no other", () => {
    const shared = (label: string, spin: number) => ({
      ...free(label, spin),
      terms: ["x", "y"].map((channel) => ({
        channel,
        label: `${label} in ${channel}`,
        ope2: [0, 2] as const,
      })),
    });
    const two = [shared("a", 0), shared("b", 0)];
    const place = { delta: [1, 3], ope2: [1 / 4, 1 / 4, 1 / 64, 1 / 64] };
    const bars = (a: number) => ({ delta: [a, 0.01], ope2: [0.2, 0.01, 1e-3, 1e-3] });
    const standing = (a: number) => determinedOperators(two, { ...place, errors: bars(a) }, []);
    expect(standing(0.01)).toEqual([false, true, false, true]);
    expect(standing(0.5)).toEqual([false, false, false, false]);
  });
});
