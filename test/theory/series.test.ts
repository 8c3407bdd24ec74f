import { describe, expect, it } from "vitest";
import { loadTheory } from "../../src/theory/load.js";

const charge = (set: Record<string, number | string>) => loadTheory("sixd-20", { set }).charge;

describe("theories that come in series", () => {
  // c = 4 d h + r for su(n) and so(2n); A₃ = D₃
  it.each([
    ["A", 2, 25],
    ["A", 3, 98],
    ["A", 4, 243],
    ["A", 13, 8748],
    ["D", 4, 676],
    ["D", 5, 1445],
  ])("series=%s n=%d has c = %d", (series, n, c) => {
    expect(charge({ series, n })).toBe(c);
    expect(charge({ series, n: String(n) })).toBe(c);
  });

  it.each([
    [{ series: "E", n: 6 }, /series: got "E": must be one of A, D/],
    [{ series: "A" }, /n: .*a whole number from 2/],
    [{ series: "D", n: 3.5 }, /n: got 3.5: a whole number from 4/],
    [{ series: "A", n: 2, c: 25 }, /c: got 25: follows from the series/],
  ])("refuses %j", (set, message) => {
    expect(() => charge(set as Record<string, number | string>)).toThrow(message);
  });

  it("other theories have no parameter of that name", () => {
    expect(() => loadTheory("gff-2d", { set: { series: "A", n: 2 } })).toThrow(/unknown parameter/);
  });
});

describe("a parameter that may be infinite", () => {
  it("takes inf, and no other does", () => {
    expect(charge({ c: "inf" })).toBe(1e300);
    expect(() => loadTheory("gff-2d", { set: { delta: "inf" } })).toThrow(/unknown name inf/);
  });

  it("the short multiplets of a family are not released, the central charge it needs is refused to be", () => {
    const { spectrum, charge: released } = loadTheory("sixd-20", { free: true });
    expect(spectrum[0]!.fixedDelta).toBe(6);
    expect(released).toBeNull();
  });
});
