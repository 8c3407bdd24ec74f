import type { FunctionalProgram } from "../../bounds/program/program.js";
import type { Question } from "../../bounds/program/question.js";
import { decimalText } from "../../math/decimal-text.js";
import type { FixedPoint } from "../../math/fixed-point.js";
import type { Series } from "../../math/power-series.js";
import { trimmed } from "./json.js";
import { type MatrixBlock, matrixBlocks, SCALE_BITS } from "./matrix-block.js";
import { eliminated, pivotOf } from "./normalization.js";
import { orthogonalPolynomials, samplePoints, sampleScalings } from "./sampling.js";

/**
 * A polynomial matrix program as SDPB 1.0 reads it, piece by piece: maximise b₀ + b · y where M₀(x) + Σ_n y_n M_n(x) ⪰ 0 for all x ≥ 0. The
 * row where the normalisation is largest is eliminated; y are the others in their order.
 *
 * @param digits significant ones of every number
 */
export function* sdpbXml(program: FunctionalProgram, question: Question, digits: number): Generator<string> {
  const { fixed } = program.functionals;
  const { normalization } = question;
  const pivot = pivotOf(normalization);
  const without = (entries: readonly bigint[]) => eliminated(fixed, normalization, pivot, entries);
  const number = (a: bigint, power = 0) => decimalText(a, fixed.bits + SCALE_BITS * power, digits);
  const elements = (tag: string, entries: readonly bigint[]) =>
    entries.map((entry) => `<${tag}>${number(entry)}</${tag}>\n`).join("");
  const polynomial = (series: Series) =>
    `<polynomial>${trimmed(series)
      .map((entry, power) => `<coeff>${number(entry, power)}</coeff>\n`)
      .join("")}</polynomial>\n`;
  yield `<sdp>\n<objective>${elements("elt", without(question.objective))}</objective>\n<polynomialVectorMatrices>\n`;
  for (const block of matrixBlocks(program)) {
    yield `<polynomialVectorMatrix>\n<rows>${block.size}</rows>\n<cols>${block.size}</cols>\n<elements>\n`;
    for (const row of block.matrix)
      for (const rows of row) {
        const vector = withoutPivot(rows, without);
        yield `<polynomialVector>\n${vector.map(polynomial).join("")}</polynomialVector>\n`;
      }
    yield "</elements>\n";
    yield sampling(fixed, block, elements);
    yield "</polynomialVectorMatrix>\n";
  }
  yield "</polynomialVectorMatrices>\n</sdp>\n";
}

/** The same for each power of x. */
function withoutPivot(rows: readonly Series[], without: (entries: readonly bigint[]) => bigint[]): Series[] {
  const powers = rows[0]!.map((_, power) => without(rows.map((series) => series[power]!)));
  return powers[0]!.map((_, n) => powers.map((entries) => entries[n]!));
}

function sampling(
  fixed: FixedPoint,
  { degree, distances }: MatrixBlock,
  elements: (tag: string, entries: readonly bigint[]) => string,
): string {
  const points = samplePoints(degree + 1);
  const scalings = sampleScalings(points, distances);
  const basis = orthogonalPolynomials(fixed, { points, weights: scalings }, Math.floor(degree / 2));
  const exact = (entries: readonly number[]) => entries.map((entry) => fixed.from(entry));
  const polynomials = basis
    .map((series) => `<polynomial>${elements("coeff", series)}</polynomial>\n`)
    .join("");
  return `<samplePoints>${elements("elt", exact(points))}</samplePoints>
<sampleScalings>${elements("elt", exact(scalings))}</sampleScalings>
<bilinearBasis>${polynomials}</bilinearBasis>
`;
}
