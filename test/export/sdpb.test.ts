import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type SdpbOptions, sdpbProgram } from "../../src/export/sdpb/export.js";
import { orthogonalPolynomials, samplePoints, sampleScalings } from "../../src/export/sdpb/sampling.js";
import { decimalText } from "../../src/math/decimal-text.js";
import { FixedPoint } from "../../src/math/fixed-point.js";
import { valueAt } from "../../src/math/power-series.js";
import { loadTheory } from "../../src/theory/load.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";

const small = { lambda: 3, digits: 6, spins: 2 } as const;
const ising = loadTheory("ising-2d");
const text = (options: Partial<SdpbOptions> & Pick<SdpbOptions, "format">) =>
  [...sdpbProgram(ising, { quantity: "ope2[T]", ...small, ...options })].join("");

interface Document {
  readonly objective: readonly string[];
  readonly normalization: readonly string[];
  readonly PositiveMatrixWithPrefactorArray: readonly {
    readonly DampedRational: {
      readonly constant: string;
      readonly base: string;
      readonly poles: readonly string[];
    };
    /** [row][column][n][power] */
    readonly polynomials: readonly (readonly (readonly (readonly string[])[])[])[];
  }[];
}

const all = (xml: string, tag: string) =>
  [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, "g"))].map(([, entry]) => entry!);
const parts = (xml: string, tag: string) =>
  [...xml.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, "gs"))].map(([, part]) => part!);

describe("polynomial matrix programs for SDPB", () => {
  const document = JSON.parse(text({ format: "json" })) as Document;
  const xml = text({ format: "xml" });

  it("in JSON hold strings alone and no other keys than the parser knows", () => {
    expect(Object.keys(document)).toEqual(["objective", "normalization", "PositiveMatrixWithPrefactorArray"]);
    for (const block of document.PositiveMatrixWithPrefactorArray) {
      expect(Object.keys(block)).toEqual(["DampedRational", "polynomials"]);
      expect(Object.keys(block.DampedRational)).toEqual(["constant", "base", "poles"]);
      expect(block.DampedRational.poles.every((pole) => Number(pole) < 0)).toBe(true);
      const numbers = block.polynomials.flat(3);
      expect(numbers.every((number) => typeof number === "string" && Number.isFinite(Number(number)))).toBe(
        true,
      );
    }
  });

  it("in XML are those in JSON, the row where the normalisation is largest eliminated", () => {
    const normalization = document.normalization.map(Number);
    const pivot = normalization.reduce(
      (best, n, i) => (Math.abs(n) > Math.abs(normalization[best]!) ? i : best),
      0,
    );
    const eliminated = (entries: readonly number[]) => {
      const constant = entries[pivot]! / normalization[pivot]!;
      return [
        constant,
        ...entries.flatMap((e, n) => (n === pivot ? [] : [e - normalization[n]! * constant])),
      ];
    };
    const close = (found: readonly number[], expected: readonly number[]) => {
      expect(found.length).toBe(expected.length);
      const size = Math.max(...expected.map(Math.abs));
      for (const [k, entry] of found.entries())
        expect(Math.abs(entry - expected[k]!)).toBeLessThan(1e-13 * size);
    };
    close(all(parts(xml, "objective")[0]!, "elt").map(Number), eliminated(document.objective.map(Number)));
    const matrices = parts(xml, "polynomialVectorMatrix");
    expect(matrices.length).toBe(document.PositiveMatrixWithPrefactorArray.length);
    for (const [k, { polynomials }] of document.PositiveMatrixWithPrefactorArray.entries()) {
      const vector = polynomials[0]![0]!.map((series) => series.map(Number));
      const found = parts(parts(matrices[k]!, "polynomialVector")[0]!, "polynomial");
      const degree = Math.max(...vector.map((series) => series.length)) - 1;
      const x = 1.7;
      const at = (series: readonly number[]) => series.reduceRight((sum, entry) => sum * x + entry, 0);
      close(
        found.map((p) => at(all(p, "coeff").map(Number))),
        eliminated(vector.map(at)),
      );
      expect(all(parts(matrices[k]!, "samplePoints")[0]!, "elt").length).toBe(degree + 1);
      expect(all(parts(matrices[k]!, "sampleScalings")[0]!, "elt").length).toBe(degree + 1);
      const basis = parts(parts(matrices[k]!, "bilinearBasis")[0]!, "polynomial");
      expect(basis.map((p) => all(p, "coeff").length)).toEqual(
        Array.from({ length: Math.floor(degree / 2) + 1 }, (_, m) => m + 1),
      );
    }
  });

  it("bilinear bases are orthonormal over the sample points", () => {
    const fixed = new FixedPoint(256);
    const points = samplePoints(9);
    const weights = sampleScalings(points, [0.5, 1, 3, 3]);
    const basis = orthogonalPolynomials(fixed, { points, weights }, 4);
    for (const [i, p] of basis.entries())
      for (const [j, q] of basis.entries()) {
        const sum = points.reduce((total, x, k) => {
          const at = fixed.from(x);
          return (
            total + fixed.toNumber(fixed.times(valueAt(fixed, p, at), valueAt(fixed, q, at))) * weights[k]!
          );
        }, 0);
        expect(sum).toBeCloseTo(i === j ? 1 : 0, 12);
      }
  });

  it("of a gap are normalised on the identity; the operators of that spin begin there", () => {
    const gap = JSON.parse(text({ format: "json", quantity: "delta[ε]", gaps: ["0 > 1.5"] })) as Document;
    expect(gap.objective.every((entry) => entry === "0")).toBe(true);
    // poles of scalars at 0, −1, −2, … as seen from 1.5
    const scalars = gap.PositiveMatrixWithPrefactorArray.find(
      ({ DampedRational: { poles } }) => poles.length > 0,
    )!;
    expect(Number(scalars.DampedRational.poles[0])).toBe(-1.5);
  });

  it("are written as a file by crossing export sdpb", async () => {
    const file = join(scratchFolder(), "T.xml");
    const flags = [
      "--quantity",
      "ope2[T]",
      "--lambda",
      "3",
      "--digits",
      "6",
      "--spins",
      "2",
      "--format",
      "xml",
    ];
    const { code, stdout } = await crossing(["export", "sdpb", "ising-2d", ...flags, "-o", file]);
    expect([code, stdout.trim()]).toEqual([0, file]);
    expect(readFileSync(file, "utf8")).toBe(xml);
  });

  it.each([
    [["--gap", "0 > -0.5"], /unitarity bound 0/],
    [["--gap", "1 > 2"], /even spins/],
    [["--gap", "scalars above two"], /SPIN > DELTA/],
    [["--lambda", "8"], /odd number/],
    [["--digits", "99"], /6 to 60/],
  ])("refuse %j", async (flags, message) => {
    const { code, stderr } = await crossing([
      ...["export", "sdpb", "ising-2d", "--quantity", "delta[ε]", "-o", join(scratchFolder(), "x")],
      ...flags,
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it("are refused for families without rational blocks", () => {
    const six = loadTheory("sixd-20", { set: { c: 25 } });
    expect(() => [...sdpbProgram(six, { quantity: "ope2[1]", format: "json" })]).toThrow(
      /crossing equations of scalars/,
    );
  });
});

describe("decimal texts", () => {
  it.each([
    [5n, 1, 3, "2.5"],
    [-1n, 10, 12, "-9.765625e-4"],
    [1n << 200n, 100, 5, "1.2676e30"],
    [1n, 400, 8, "3.8725919e-121"],
    [999n, 0, 2, "9.9e2"],
    [0n, 7, 9, "0"],
  ] as const)("of %s · 2^−%s with %s digits", (a, places, digits, expected) => {
    expect(decimalText(a, places, digits)).toBe(expected);
  });
});
