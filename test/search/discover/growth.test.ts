import { expect, test } from "vitest";
import { Random } from "../../../src/math/random.js";
import { Growth } from "../../../src/search/discover/growth.js";
import { unknownOperator } from "../../../src/search/discover/kinds.js";
import { Level } from "../../../src/search/discover/level.js";
import { Profile } from "../../../src/search/discover/profile.js";
import { scan } from "../../../src/search/discover/propose/scan.js";
import { uniform } from "../../../src/search/discover/propose/uniform.js";
import { createSetting } from "../../../src/search/rung/setting.js";
import { loadTheory } from "../../../src/theory/load.js";

const theory = loadTheory("ising-2d", { discover: true });
const scalar = { channels: ["singlet"], spin: 0 };

function level(cut: number): Level {
  const spectrum = [
    ...theory.spectrum,
    ...[0, 2, 4].map((spin) => unknownOperator(theory, { channels: ["singlet"], spin }, cut + 2)),
  ];
  const rung = { operators: spectrum.length, cut };
  const setting = createSetting({ ...theory, spectrum, ladder: [rung] }, [rung]);
  return new Level({ ...setting, theory }, cut, { evaluations: 0 });
}

const at = level(4.5);
const one = at.solve([{ ...scalar, delta: 1 }], 1);

test("the profile sees the operator that is missing, and what it would bring", () => {
  const profile = new Profile(at, one);
  const deltas = [2.5, 3, 3.5, 4, 4.4];
  const best = profile.of(scalar, deltas).sort((a, b) => b.gain - a.gain)[0]!;
  expect(best.delta).toBe(4);
  // the gain is χ² at the present amplitude: what elimination gives there, the dimension of ε following to first order
  const rung = at.rung([scalar, scalar]);
  const chi2 = rung.problem(one.amplitude).objective(Float64Array.of(one.operators[0]!.delta, 4));
  expect(one.chi2 - best.gain).toBeLessThan(chi2);
  expect(one.chi2 - best.gain).toBeGreaterThan(0);
});

test("a scan proposes it first; a content without it is beaten, one with two for it is none", () => {
  const [first] = scan.propose(at, one, Random.stream(1));
  expect(first).toMatchObject(scalar);
  expect(first!.delta).toBeCloseTo(4, 1);
  const both = at.solve([...one.operators, { ...scalar, delta: first!.delta }], one.amplitude);
  expect(both.flaw).toBeNull();
  expect(one.evidence - both.evidence).toBeGreaterThan(200);
  expect(both.operators[1]!.delta).toBeCloseTo(4, 1);
  const split = at.solve([...one.operators, { ...scalar, delta: 3.95 }, { ...scalar, delta: 4.1 }], 0.04);
  expect(split.flaw).not.toBeNull();
});

test("uniform proposals keep to what is free", () => {
  for (const { delta } of uniform.propose(at, one, Random.stream(3))) {
    expect(delta).toBeGreaterThanOrEqual(0.05);
    expect(delta).toBeLessThanOrEqual(4.5);
  }
});

test("ε, and then the scalar at 4, are found from nothing as the cut rises", () => {
  const growth = new Growth({ theory, proposer: scan, seed: 1, stream: 0, points: undefined });
  for (let step = 0; step < 5; step++) for (const _ of growth.step());
  const { steps } = growth.state;
  expect(steps.map(({ cut }) => cut)).toEqual([2.5, 3, 3.5, 4, 4.5]);
  const { operators } = steps[4]!;
  expect(operators.map(({ spin }) => spin)).toEqual([0, 0]);
  expect(operators[0]!.delta).toBeCloseTo(1, 3);
  expect(operators[1]!.delta).toBeCloseTo(4, 1);
});
