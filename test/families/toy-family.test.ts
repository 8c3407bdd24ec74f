import "./toy-family.js";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { certify } from "../../src/certify/certify.js";
import { registerFamily } from "../../src/families/registry.js";
import { block } from "../../src/library/block.js";
import { compare } from "../../src/library/compare.js";
import { search } from "../../src/library/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { theoryJsonSchema } from "../../src/theory/schema.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";

// a fermion's Δ = 2D + m, m = 1, 3, …: 2 Γ(Δ)² Γ(Δ + 2D − 1) / (Γ(2D)² Γ(2Δ − 1) Γ(m + 1)) (arXiv:1803.10233)
const coefficient = (m: number) =>
  `2 * gamma(2*d + ${m})^2 * gamma(4*d + ${m - 1}) / (gamma(2*d)^2 * gamma(4*d + ${2 * m - 1}) * factorial(${m}))`;

const text = `
name: toy
title: generalised free fermion on a line
sources: []
family: toy-line
parameters: { d: { default: 0.7, min: 0.3, max: 2 } }
external: { delta: d }
points: { set: line, count: 24 }
spectrum:
  - { spin: 0, delta: 2*d + 1, ope2: [0, 10], name: ψψ }
  - { spin: 0, delta: 2*d + 3, ope2: [0, 10] }
  - { spin: 0, delta: [2*d + 4, 2*d + 6.6], ope2: [0, 10] }
ladder:
  - { operators: 1, cut: 2*d + 2 }
  - { operators: 2, cut: 2*d + 4 }
  - { operators: 3, cut: 2*d + 6 }
exact:
${[1, 3, 5, 7, 9, 11, 13, 15].map((m) => `  - { spin: 0, delta: 2*d + ${m}, ope2: "${coefficient(m)}"${m === 1 ? ", name: ψψ" : ""} }`).join("\n")}
`;

function theoryFile(change = (given: string) => given): string {
  const file = join(scratchFolder(), "theory.yaml");
  writeFileSync(file, change(text));
  return file;
}

describe("a family registered by one file", () => {
  it("is a family of theory files, with widths in its own levels", async () => {
    const file = theoryFile();
    const theory = loadTheory(file);
    expect(theory).toMatchObject({ family: "toy-line", separation: 0.3, tail: { model: "free" } });
    expect(JSON.stringify(theoryJsonSchema())).toContain('"toy-line"');
    const { stdout } = await crossing(["theories", file]);
    expect(stdout).toContain("family toy-line, external dimension 0.7");
    expect(() =>
      loadTheory(theoryFile((given) => `${given}\ntail: { model: gff, amplitude: auto }\n`)),
    ).toThrow(/tail\.model: got "gff": must be one of free in this family/);
    expect(() => loadTheory(theoryFile((given) => `${given}\ndimension: 3\n`))).toThrow(
      /dimension: got 3: the family toy-line has one dimension alone/,
    );
  });

  it("solves its theories: the free fermion's third dimension and all coefficients within their bars, certified in decimals", async () => {
    const theory = loadTheory(theoryFile());
    const result = await search(theory, { optimiser: "least-squares", seed: 1 });
    expect(result.operators.map(({ determined }) => determined)).toEqual([true, true, true]);
    const { rows } = compare(result);
    expect(rows.map(({ quantity, reference }) => [quantity, Number(reference!.toFixed(6))])).toEqual([
      ["ope2[ψψ]", 1.4],
      ["ope2[2]", 0.229793],
      ["delta[3]", 6.4],
      ["ope2[3]", 0.024857],
    ]);
    for (const { pull } of rows) expect(Math.abs(pull!)).toBeLessThan(2);
    const certificate = certify(theory, result, { digits: 30 });
    expect(certificate.residualNorm / result.residualNorm).toBeCloseTo(1, 6);
    // a plain sum of two hundred terms: whether rounding moves a bar by a tenth is for the certificate to say
    expect(certificate.digitsHeldOfTerms).toBeGreaterThan(13);
  });

  it("evaluates exact data: they solve crossing", async () => {
    const norm = async (...more: string[]) => {
      const { stdout } = await crossing(["evaluate", theoryFile(), "--exact", "--json", ...more]);
      return JSON.parse(stdout).residualNorm as number;
    };
    expect(await norm()).toBeLessThan(1e-4);
    expect(await norm("--truncate", "8")).toBeGreaterThan(100 * (await norm()));
  });

  it("has blocks: x^Δ ₂F₁(Δ, Δ; 2Δ; x), at Δ = 1 −ln(1 − x)", async () => {
    const args = ["block", "toy-line", "--delta", "1", "--spin", "0", "--z", "0.25,0", "--json"];
    const { stdout } = await crossing(args);
    expect(JSON.parse(stdout).value).toBeCloseTo(-Math.log(0.75), 15);
    const place = { family: "toy-line", delta: "1", spin: 0, z: { re: "0.25", im: 0 } };
    expect(block({ ...place, digits: 25 }).value).toBe("0.2876820724517809274392190");
    const crossed = { ...place, crossed: true, external: "0.7" };
    expect(block(crossed).derivative).toBeCloseTo(Number(block({ ...crossed, digits: 20 }).derivative), 13);
  });

  it("keeps its name to itself", () => {
    const other = { name: "toy-line", externals: "delta", tails: ["x"], create: () => null! } as const;
    expect(() => registerFamily(other)).toThrow(/a name that no other family has/);
  });
});
