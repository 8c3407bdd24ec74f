import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { InputError } from "../../src/errors.js";
import { type LoadOptions, loadTheory } from "../../src/theory/load.js";
import { listTheories } from "../../src/theory/registry.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossing-messages-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const T = { spin: 2, delta: 2, conserved: true, name: "T" };
const scalar = { spin: 0, delta: [0.1, 11.5] };
const minimal = {
  name: "test",
  title: "a test",
  sources: [],
  family: "global-2d",
  parameters: { g: { default: 1, min: 0, max: 4 } },
  external: { delta: "1/8" },
  spectrum: [scalar, T],
  ladder: [{ operators: 2, cut: 4 }],
};

/** The message without the path of the temporary file; fails where there is none, or it is no InputError, or not one line. */
function message(text: string, options: LoadOptions = {}, published?: string): string {
  const file = join(folder, "theory.yaml");
  writeFileSync(file, text);
  rmSync(join(folder, "published.yaml"), { force: true });
  if (published !== undefined) writeFileSync(join(folder, "published.yaml"), published);
  try {
    expect(loadTheory(file, options).published).toEqual([]);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).not.toContain("\n");
    return (error as Error).message.replace(`${folder}/`, "");
  }
  return "";
}

const changed = (change: object) => stringify({ ...minimal, ...change });
const row = (change: object) => changed({ spectrum: [{ ...scalar, ...change }, T] });

describe("messages about a theory file name file, field, value and what is allowed", () => {
  it("the minimal file is right", () => expect(message(changed({}))).toBe(""));

  it.each<[string, object, string]>([
    [
      "unknown key",
      { spectrm: [] },
      "theory.yaml: spectrm: got []: unknown key; the keys here are name, title, sources, family, unitary, parameters, series, alternative, tables, definitions, external, system, dimension, charge, points, objective, tail, separation, partition, spectrum, ladder, presets, derived, exact",
    ],
    [
      "unknown key of external",
      { external: { delta: 1, dleta: 2 } },
      "theory.yaml: external.dleta: got 2: unknown key; the keys here are delta",
    ],
    ["missing key", { title: undefined }, "theory.yaml: title: is missing; it must be a line of text"],
    ["family", { family: "global-3d" }, 'theory.yaml: family: got "global-3d": must be one of global-2d'],
    ["flag", { unitary: "yes" }, 'theory.yaml: unitary: got "yes": must be true or false'],
    ["no operator", { spectrum: [] }, "theory.yaml: spectrum: got []: must hold at least one operator"],
    [
      "a list in place of a mapping",
      { tail: [] },
      "theory.yaml: tail: got []: must be a mapping with the keys model, amplitude",
    ],
    [
      "no such number",
      { external: { delta: Number.NaN } },
      'theory.yaml: external.delta: got NaN: must be a finite number or an expression such as "1/8"',
    ],
    [
      "negative Δ_φ",
      { external: { delta: "-1/8" } },
      'theory.yaml: external.delta: got "-1/8": must be positive, but it is -0.125',
    ],
    [
      "negative charge",
      { charge: -1 },
      "theory.yaml: charge: got -1: must be positive, or non-zero with unitary: false",
    ],
    [
      "two kinds of points",
      { points: { set: "spread", derivatives: 10 } },
      'theory.yaml: points: got {"set":"spread","derivatives":10}: must have either set (with count) or derivatives',
    ],
    [
      "count of derivatives",
      { points: { derivatives: 10, count: 10 } },
      "theory.yaml: points.count: got 10: belongs to a set of points, not to derivatives",
    ],
    [
      "count of a fixed set",
      { points: { set: "bootstop-180", count: 90 } },
      "theory.yaml: points.count: got 90: the set bootstop-180 has 180 points",
    ],
    [
      "amplitude",
      { tail: { model: "gff", amplitude: -2 } },
      "theory.yaml: tail.amplitude: got -2: must be positive",
    ],
    ["separation", { separation: -1 }, "theory.yaml: separation: got -1: must not be negative"],
    [
      "too many operators",
      { ladder: [{ operators: 3, cut: 4 }] },
      "theory.yaml: ladder[0].operators: got 3: the spectrum has 2 operators",
    ],
    [
      "falling operators",
      {
        ladder: [
          { operators: 2, cut: 4 },
          { operators: 1, cut: 5 },
        ],
      },
      "theory.yaml: ladder[1].operators: got 1: must exceed the 2 of the rung before",
    ],
    [
      "falling cuts",
      {
        ladder: [
          { operators: 1, cut: 4 },
          { operators: 2, cut: 4 },
        ],
      },
      "theory.yaml: ladder[1].cut: got 4: must exceed the cut before, 4",
    ],
    [
      "a cut below an operator that is given",
      { spectrum: [scalar, { ...T, spin: 4, delta: 4, name: "J4" }], ladder: [{ operators: 2, cut: 2.9 }] },
      "theory.yaml: ladder[0].cut: got 2.9: must be about 4 or more: #2 of the spectrum (spin 4, fixed at Δ = 4) belongs to this rung, and what lies well above a cut is the tail's",
    ],
    [
      "a charge that fixes nothing",
      { charge: 0.5, spectrum: [scalar], ladder: [{ operators: 1, cut: 2 }] },
      "theory.yaml: charge: it fixes the coefficient of the stress tensor, and the spectrum of test has no row {spin: 2, delta: 2}",
    ],
    [
      "repeated names",
      { spectrum: [{ ...scalar, name: "T" }, T] },
      'theory.yaml: spectrum[1].name: got "T": is the name of spectrum[0] already',
    ],
    [
      "the same fixed operator twice",
      { spectrum: [T, { spin: 2, delta: 2.1 }] },
      "theory.yaml: spectrum[1].delta: got 2.1: must be 0.15 (separation) away from spectrum[0].delta of the same spin",
    ],
    [
      "exact operator twice",
      {
        exact: [
          { spin: 0, delta: 1, ope2: 1 },
          { spin: 0, delta: "g", ope2: 1 },
        ],
      },
      'theory.yaml: exact[1].delta: got "g": is in exact[0] already',
    ],
    [
      "exact operator below unitarity",
      { exact: [{ spin: 2, delta: 1.5, ope2: 1 }] },
      "theory.yaml: exact[0].delta: got 1.5: must be at least 2, the unitarity bound of spin 2 (or set unitary: false)",
    ],
    [
      "negative exact ope2",
      { exact: [{ spin: 2, delta: 2, ope2: -1 }] },
      "theory.yaml: exact[0].ope2: got -1: must not be negative (or set unitary: false)",
    ],
    [
      "reserved parameter",
      { parameters: { gamma: { default: 1 } } },
      'theory.yaml: parameters.gamma: got "gamma": is a reserved word; choose another name',
    ],
    [
      "parameter bounds",
      { parameters: { g: { default: 1, min: 2, max: 1 } } },
      "theory.yaml: parameters.g.min: got 2: must not exceed max, 1",
    ],
    [
      "default out of range",
      { parameters: { g: { default: 9, max: 4 } } },
      "theory.yaml: parameters.g.default: got 9: must be at most 4",
    ],
    [
      "definition of a parameter",
      { definitions: { g: 1 } },
      'theory.yaml: definitions.g: got "g": is a parameter already; choose another name',
    ],
    [
      "definition before its use",
      { definitions: { a: "b", b: 1 } },
      'theory.yaml: definitions.a: got "b": unknown name b; ',
    ],
    [
      "preset",
      { presets: { wide: { separaton: 1 } } },
      "theory.yaml: presets.wide.separaton: got 1: unknown key; the keys here are charge, points, objective, tail, separation, spectrum, ladder",
    ],
  ])("%s", (_, change, wanted) => expect(message(changed(change))).toContain(wanted));

  it.each<[string, object, string]>([
    ["negative count", { count: -1 }, "theory.yaml: spectrum[0].count: got -1: must be an integer ≥ 1"],
    ["fractional spin", { spin: 0.5 }, "theory.yaml: spectrum[0].spin: got 0.5: must be an integer ≥ 0"],
    [
      "odd spin",
      { spin: 1, delta: [1, 5] },
      "theory.yaml: spectrum[0].spin: got 1: must be even: identical scalars exchange no odd spin",
    ],
    ["channel", { channel: "odd" }, 'theory.yaml: spectrum[0].channel: got "odd": must be one of singlet'],
    [
      "Δ < ℓ",
      { spin: 4, delta: [3.5, 9] },
      "theory.yaml: spectrum[0].delta[0]: got 3.5: must be at least 4, the unitarity bound of spin 4 (or set unitary: false)",
    ],
    [
      "scalar at 0",
      { delta: [0, 9] },
      "theory.yaml: spectrum[0].delta[0]: got 0: must be above 0, the unitarity bound of spin 0 (or set unitary: false)",
    ],
    [
      "Δ bounds",
      { delta: [5, "4*g"] },
      'theory.yaml: spectrum[0].delta: got [5,"4*g"]: the lower bound 5 exceeds the upper bound 4',
    ],
    [
      "empty Δ range",
      { delta: [5, 5] },
      "theory.yaml: spectrum[0].delta: got [5,5]: a fixed dimension is written as one number",
    ],
    [
      "three Δ bounds",
      { delta: [1, 2, 3] },
      "theory.yaml: spectrum[0].delta: got [1,2,3]: must be a number (fixed dimension) or [lower, upper]",
    ],
    [
      "ope2 bounds",
      { ope2: [2, 1] },
      "theory.yaml: spectrum[0].ope2: got [2,1]: the lower bound 2 exceeds the upper bound 1",
    ],
    [
      "negative ope2",
      { ope2: [-1, 1] },
      "theory.yaml: spectrum[0].ope2: got [-1,1]: must not be negative (or set unitary: false)",
    ],
    ["window", { window: 0 }, "theory.yaml: spectrum[0].window: got 0: must be positive"],
    [
      "name of several",
      { count: 2, name: "ε" },
      'theory.yaml: spectrum[0].name: got "ε": only a row of one operator has a name',
    ],
    [
      "several of one dimension",
      { count: 2, delta: 3 },
      "theory.yaml: spectrum[0].count: got 2: operators of one fixed dimension cannot share a row",
    ],
    [
      "no room",
      { count: 9, delta: [1, 2] },
      "theory.yaml: spectrum[0].delta: got [1,2]: has no room for 9 operators 0.15 apart",
    ],
    [
      "conserved scalar",
      { delta: 1, conserved: true },
      "theory.yaml: spectrum[0].conserved: got true: a conserved current has positive spin and delta fixed at the unitarity bound (0 here)",
    ],
    [
      "conserved above the bound",
      { spin: 4, delta: 5, conserved: true },
      "theory.yaml: spectrum[0].conserved: got true: a conserved current has positive spin and delta fixed at the unitarity bound (4 here)",
    ],
    [
      "free without need",
      { free: [1, 2] },
      "theory.yaml: spectrum[0].free: got [1,2]: only a fixed dimension has a range to be released to",
    ],
    [
      "expression",
      { delta: ["h", 3] },
      'theory.yaml: spectrum[0].delta[0]: got "h": unknown name h; allowed are numbers, + - * / ^ ( ), the functions sqrt',
    ],
    [
      "code",
      { delta: "process.exit()" },
      'theory.yaml: spectrum[0].delta: got "process.exit()": unknown function process.exit; allowed are',
    ],
  ])("spectrum: %s", (_, change, wanted) => expect(message(row(change))).toContain(wanted));

  it("non-unitary theories may have Δ < ℓ, Δ_φ < 0 and negative ope2", () => {
    const yangLee = {
      spectrum: [
        { spin: 4, delta: [3.5, 9] },
        { spin: 0, delta: [-0.4, 9], ope2: [-4, 4] },
        { spin: 2, delta: 2, ope2: [-4, 4] },
      ],
    };
    expect(
      message(changed({ ...yangLee, unitary: false, external: { delta: "-2/5" }, charge: "-22/5" })),
    ).toBe("");
  });

  it("free without any unknown dimension to take a range from asks for one", () => {
    const fixed = changed({ spectrum: [T], ladder: [{ operators: 1, cut: 4 }] });
    expect(message(fixed, { free: true })).toBe(
      "theory.yaml: spectrum[0].delta: got 2: --free needs a range for this dimension: add free: [lower, upper]",
    );
  });

  it("a preset's fields are named inside the preset", () => {
    const file = changed({ presets: { wide: { separation: -1 } } });
    expect(message(file)).toBe("");
    expect(message(file, { preset: "wide" })).toBe(
      "theory.yaml: presets.wide.separation: got -1: must not be negative",
    );
  });

  it.each([
    ["broken YAML", "name: [1, 2\ntitle: x\n", /^theory\.yaml: is not valid YAML: .* at line 2, column 1$/],
    [
      "a key twice",
      "name: a\nname: b\n",
      /^theory\.yaml: is not valid YAML: Map keys must be unique at line 2, column 1$/,
    ],
    [
      "an unknown tag",
      "name: !!js/function a\n",
      /^theory\.yaml: is not valid YAML: Unresolved tag: .* at line 1, column 7$/,
    ],
    ["an alias of nothing", "name: *a\n", /^theory\.yaml: is not valid YAML: /],
    ["an empty file", "", /^theory\.yaml: got null: must be a mapping with the keys name, title/],
    ["a list", "- 1\n", /^theory\.yaml: got \[1\]: must be a mapping with the keys name, title/],
    ["a binary file", "\u0000\u0001", /^theory\.yaml: /],
  ])("%s", (_, text, wanted) => expect(message(text)).toMatch(wanted));

  it.each<[string, string, string]>([
    [
      "kind",
      '- {quantity: "delta[1]", value: 1, kind: bound, source: s}',
      'published.yaml: [0].kind: got "bound": must be one of exact, upper, lower, estimate',
    ],
    [
      "quantity",
      '- {quantity: "delta 1", value: 1, kind: upper, source: s}',
      'published.yaml: [0].quantity: got "delta 1": must look like delta[ε], ope2[1] or derived[ν]',
    ],
    [
      "unknown parameter",
      "- {quantity: delta, at: {c: 1}, value: 1, kind: upper, source: s}",
      "published.yaml: [0].at.c: got 1: unknown parameter; the parameters of test are g",
    ],
    [
      "negative error",
      "- {quantity: delta, value: 1, error: -1, kind: upper, source: s}",
      "published.yaml: [0].error: got -1: must not be negative",
    ],
    [
      "a mapping",
      "quantity: delta",
      'published.yaml: got {"quantity":"delta"}: must be a list of published values',
    ],
  ])("published.yaml: %s", (_, text, wanted) => expect(message(changed({}), {}, text)).toBe(wanted));
});

describe("messages about the arguments of loadTheory", () => {
  it.each<[LoadOptions, string]>([
    [{ set: { h: 1 } }, "--set: h: got 1: unknown parameter; the parameters of test are g"],
    [{ set: { g: 5 } }, "--set: g: got 5: must lie in [0, 4]"],
    [{ set: { g: "9/2" } }, '--set: g: got "9/2": must lie in [0, 4]'],
    [{ set: { g: Number.NaN } }, "--set: g: got NaN: must have a finite value, but it is NaN"],
    [{ set: { g: "g" } }, '--set: g: got "g": unknown name g; allowed are numbers'],
    [
      { set: { constructor: 1 } },
      "--set: constructor: got 1: unknown parameter; the parameters of test are g",
    ],
    [{ preset: "constructor" }, 'preset: got "constructor": test has no presets'],
  ])("%j", (options, wanted) => expect(message(changed({}), options)).toContain(wanted));

  it("a theory or file that is not there", () => {
    expect(() => loadTheory("potts-3d")).toThrow(
      `theory: got "potts-3d": no such theory or file; theories are ${listTheories().join(", ")}, or give the path of a YAML file`,
    );
    const empty = join(folder, "empty");
    mkdirSync(empty);
    expect(() => loadTheory(empty)).toThrow("the folder holds no theory.yaml");
    expect(() => loadTheory("")).toThrow(InputError);
    expect(() => loadTheory("../theories/ising-2d-missing")).toThrow("no such theory or file");
  });
});
