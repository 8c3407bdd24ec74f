import { describe, expect, it } from "vitest";
import { Random } from "../../../src/math/random.js";
import type { SacState } from "../../../src/optimisers/agents/sac-state.js";
import { createAgentSearch } from "../../../src/optimisers/agents/search.js";
import type { Environment } from "../../../src/problem/problem.js";
import { environmentOf } from "./environments.js";

/** Never improves after the first place: every cycle is fruitless. */
function barren(): Environment & { places: number[] } {
  const places: number[] = [];
  const base = environmentOf([0], [10], 1, (x, out) => {
    places.push(x[0]!);
    out[0] = places.length === 1 ? 0 : 1;
  });
  return { ...base, places };
}

const schedule = {
  form: "sac-classic",
  proposals: "uniform",
  patience: 6,
  fruitlessCycles: 3,
  maxShrinks: 2,
} as const;

describe("cycles follow BootSTOP's schedule", () => {
  it("shrinks the window by 0.7 after every 3 fruitless cycles of 6 steps, and ends after 2 shrinks", () => {
    const search = createAgentSearch(barren(), schedule, Random.stream(1));
    const windows: number[] = [];
    while (!search.finished) {
      search.step();
      windows.push(search.diagnostics.window);
    }
    const cycle = 3 * 6;
    expect(windows.length).toBe(2 * cycle);
    expect(windows.slice(0, cycle - 1).every((window) => window === 1)).toBe(true);
    expect(windows.slice(cycle, 2 * cycle - 1).every((window) => window === 0.7)).toBe(true);
    expect(windows[2 * cycle - 1]).toBeCloseTo(0.49, 12);
    expect(search.evaluations).toBe(2 * cycle + 1);
  });

  it("a cycle with an improvement counts as fruitful, and patience begins anew at each", () => {
    let calls = 0;
    const improvesOnce = environmentOf([0], [10], 1, (_, out) => {
      calls++;
      out[0] = calls < 5 ? 2 : 1;
    });
    const search = createAgentSearch(
      improvesOnce,
      { ...schedule, fruitlessCycles: 1, maxShrinks: 0 },
      Random.stream(1),
    );
    while (!search.finished) search.step();
    // evaluation 1 begins; steps 1 to 4, the fourth improving; 6 idle ones; then one fruitless cycle of 6
    expect(search.steps).toBe(4 + 6 + 6);
  });

  it("fruitless cycles count whether or not they follow one another", () => {
    let calls = 0;
    const improvesOnce = environmentOf([0], [10], 1, (_, out) => {
      calls++;
      // the first place, six idle steps, then the first step of the second cycle improves
      out[0] = calls < 8 ? 2 : 1;
    });
    const options = { ...schedule, fruitlessCycles: 2, maxShrinks: 1 };
    const search = createAgentSearch(improvesOnce, options, Random.stream(1));
    while (!search.finished) search.step();
    // fruitless, fruitful, fruitless
    expect(search.steps).toBe(6 + (1 + 6) + 6);
  });

  it("places are lower + |window·action + best − lower|, clipped to the box", () => {
    const environment = barren();
    const options = { ...schedule, windows: [0.5], patience: 1000 };
    const search = createAgentSearch(environment, options, Random.stream(1), Float64Array.of(9.8));
    for (let k = 0; k < 300; k++) search.step();
    const places = environment.places.slice(1);
    expect(Math.max(...places)).toBe(10);
    expect(Math.min(...places)).toBeGreaterThan(9.3);
    expect(Math.min(...places)).toBeLessThan(9.32);
  });

  it("guessed unknowns are searched from the lower bound", () => {
    const environment = barren();
    const options = { ...schedule, windows: [2], guess: [true], patience: 1000 };
    const search = createAgentSearch(environment, options, Random.stream(1), Float64Array.of(9));
    for (let k = 0; k < 300; k++) search.step();
    const places = environment.places.slice(1);
    expect(Math.max(...places)).toBeLessThan(2);
    expect(Math.min(...places)).toBeLessThan(0.05);
  });

  it("guessing ends with the first shrink", () => {
    const environment = barren();
    const options = { ...schedule, windows: [2], guess: [true], patience: 100, fruitlessCycles: 1 };
    const search = createAgentSearch(environment, options, Random.stream(1), Float64Array.of(9));
    for (let k = 0; k < 199; k++) search.step();
    const places = environment.places.slice(1);
    expect(Math.max(...places.slice(0, 100))).toBeLessThan(2);
    // around the best place, in a window of 0.7 × 2
    expect(Math.min(...places.slice(100))).toBeGreaterThan(9 - 1.4);
    expect(Math.max(...places.slice(100))).toBeGreaterThan(9.5);
  });

  it("a cycle begins where nothing has been observed", () => {
    const options = { ...schedule, proposals: "policy", width: 8, batch: 8, patience: 20 } as const;
    const search = createAgentSearch(barren(), options, Random.stream(1));
    const observation = () => (search.save().schedule as { observation: Float32Array }).observation;
    expect(observation()).toEqual(Float32Array.of(0));
    for (let k = 0; k < 19; k++) search.step();
    expect(observation()[0]).toBeGreaterThan(0);
    search.step();
    expect(observation()).toEqual(Float32Array.of(0));
  });

  it("networks and replay begin anew with each cycle", () => {
    const options = { ...schedule, proposals: "policy", width: 8, batch: 8, patience: 20 } as const;
    const search = createAgentSearch(barren(), options, Random.stream(1));
    for (let k = 0; k < 19; k++) search.step();
    expect((search.save().networks as SacState).updates).toBe(12);
    search.step();
    expect((search.save().networks as SacState).updates).toBe(0);
  });
});
