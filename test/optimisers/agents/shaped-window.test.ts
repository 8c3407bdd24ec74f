import { describe, expect, it } from "vitest";
import { Random } from "../../../src/math/random.js";
import { ShapedWindow } from "../../../src/optimisers/agents/schedules/shaped-window.js";

function adapted(size: number): ShapedWindow {
  const window = new ShapedWindow(size, 16, 0.1);
  const random = Random.stream(1);
  for (let k = 0; k < 40; k++) {
    // the good places lie along (1, 1, …), a tenth as far across it
    const places = Array.from({ length: 4 }, () => {
      const along = random.normal();
      return new Float64Array(size).map(
        (_, i) => window.centre[i]! + window.radius * (along + 0.1 * random.normal()),
      );
    });
    window.adapt(places, 0.1);
  }
  return window;
}

describe("the shaped window", () => {
  it("place and action are inverse to one another inside the box", () => {
    const window = adapted(3);
    const action = Float32Array.of(0.25, -0.5, 0.75);
    const place = new Float64Array(3);
    window.place(action, 0, place);
    const back = new Float32Array(3);
    expect(window.action(window.centre, place, back, 0)).toBeCloseTo(0.75, 6);
    for (let i = 0; i < 3; i++) expect(back[i]).toBeCloseTo(action[i]!, 6);
  });

  it("turns towards the direction of the better places and keeps its volume", () => {
    const { factor, size } = { factor: adapted(2).save().factor, size: 2 };
    const covariance = (i: number, j: number) =>
      factor[i * size]! * factor[j * size]! + factor[i * size + 1]! * factor[j * size + 1]!;
    expect(covariance(0, 1) / Math.sqrt(covariance(0, 0) * covariance(1, 1))).toBeGreaterThan(0.95);
    expect(factor[0]! * factor[3]!).toBeCloseTo(1, 12);
  });

  it("grows while proposals improve and shrinks while none does", () => {
    const window = new ShapedWindow(2, 16, 0.1);
    const places = [Float64Array.of(0.55, 0.5), Float64Array.of(0.5, 0.45)];
    window.adapt(places, 1);
    const grown = window.radius;
    expect(grown).toBeGreaterThan(0.1);
    for (let k = 0; k < 20; k++) window.adapt(places, 0);
    expect(window.radius).toBeLessThan(grown / 2);
  });

  it("folds places back into the box", () => {
    const window = new ShapedWindow(1, 16, 0.8);
    const place = new Float64Array(1);
    window.place([1], 0, place);
    expect(place[0]).toBeCloseTo(0.7, 12);
    window.place([-1], 0, place);
    expect(place[0]).toBeCloseTo(0.3, 12);
  });
});
