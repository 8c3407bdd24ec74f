import { describe, expect, it } from "vitest";
import {
  charged,
  emptyLedger,
  LEAST_SHARE,
  type Ledger,
  nextProposer,
} from "../../../src/search/explore/ledger.js";

const costs = { scan: 80, agent: 200 };

/** Units of work in turn, each with its cost and what it divides the best objective by. */
function run(units: number, unit: (name: string) => { evaluations: number; factor: number }): Ledger {
  let ledger = emptyLedger;
  for (let k = 0; k < units; k++) {
    const name = nextProposer(ledger, costs);
    const { evaluations, factor } = unit(name);
    ledger = charged(ledger, name, { evaluations, before: factor, after: 1 });
  }
  return ledger;
}

describe("proposers share the evaluations by what they deliver", () => {
  it("one that delivers nothing costs its least share and no more", () => {
    const ledger = run(3000, (name) => ({ evaluations: name === "agent" ? 150 : 50, factor: 1 }));
    const { starts, scan, agent } = ledger;
    for (const { spent } of [scan, agent]) {
      expect(spent).toBeLessThanOrEqual(LEAST_SHARE * starts.spent);
      expect(spent).toBeGreaterThan(0.9 * LEAST_SHARE * starts.spent);
    }
  });

  it("none goes before the starts have paid for its first unit", () => {
    let ledger = emptyLedger;
    while (nextProposer(ledger, costs) === "starts")
      ledger = charged(ledger, "starts", { evaluations: 50, before: 1, after: 1 });
    expect(nextProposer(ledger, costs)).toBe("scan");
    expect(ledger.starts.spent).toBe(80 / LEAST_SHARE);
  });

  it("one that delivers more an evaluation than the starts gets as much as they, and no more", () => {
    const ledger = run(3000, (name) => ({ evaluations: 50, factor: name === "agent" ? 2 : 1.1 }));
    expect(ledger.agent.spent / ledger.starts.spent).toBeGreaterThan(0.9);
    expect(ledger.agent.spent / ledger.starts.spent).toBeLessThanOrEqual(1);
  });

  it("one that delivers a third as much gets a third", () => {
    const third = Math.exp(Math.log(1.2) / 3);
    const ledger = run(3000, (name) => ({ evaluations: 50, factor: name === "scan" ? third : 1.2 }));
    expect(ledger.scan.spent / ledger.starts.spent).toBeCloseTo(1 / 3, 1);
  });

  it("the first best place is nobody's gain, and a unit costs one evaluation at least", () => {
    const first = charged(emptyLedger, "starts", { evaluations: 0, before: Infinity, after: 5 });
    expect(first.starts).toEqual({ spent: 1, gained: 0, units: 1 });
    const worse = charged(first, "scan", { evaluations: 7, before: 5, after: 5 });
    expect(worse.scan).toEqual({ spent: 7, gained: 0, units: 1 });
  });
});
