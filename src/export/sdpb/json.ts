import type { FunctionalProgram } from "../../bounds/program/program.js";
import type { Question } from "../../bounds/program/question.js";
import { decimalText } from "../../math/decimal-text.js";
import { FixedPoint } from "../../math/fixed-point.js";
import type { Series } from "../../math/power-series.js";
import { type MatrixBlock, matrixBlocks, SCALE_BITS } from "./matrix-block.js";

/**
 * A polynomial matrix program as `pmp2sdp` of SDPB 2.5 and later reads it, piece by piece: maximise objective · z where normalization · z = 1
 * and Σ_n z_n W_n(x) ⪰ 0 for all x ≥ 0. All numbers are strings.
 *
 * @param digits significant ones of every number
 */
export function* sdpbJson(program: FunctionalProgram, question: Question, digits: number): Generator<string> {
  const { bits } = program.functionals.fixed;
  const text = (a: bigint, power = 0) => `"${decimalText(a, bits + SCALE_BITS * power, digits)}"`;
  const vector = (entries: readonly bigint[]) => `[${entries.map((entry) => text(entry)).join(",")}]`;
  const polynomial = (series: Series) =>
    `[${trimmed(series)
      .map((entry, power) => text(entry, power))
      .join(",")}]`;
  yield `{"objective":${vector(question.objective)},\n"normalization":${vector(question.normalization)},\n`;
  yield '"PositiveMatrixWithPrefactorArray":[';
  let separator = "\n";
  for (const block of matrixBlocks(program)) {
    yield `${separator}{"DampedRational":${prefactor(block, digits)},\n"polynomials":[`;
    for (const [i, row] of block.matrix.entries()) {
      yield `${i > 0 ? "," : ""}[`;
      for (const [j, entry] of row.entries())
        yield `${j > 0 ? "," : ""}[${entry.map(polynomial).join(",\n")}]`;
      yield "]";
    }
    yield "]}";
    separator = ",\n";
  }
  yield "]}\n";
}

/** c b^x / ∏ (x − p), which chooses the sample points only. */
function prefactor({ distances }: MatrixBlock, digits: number): string {
  const base = decimalText(4n * (3n * ONE - 2n * rootOfTwo()), BASE_BITS, Math.min(digits, BASE_DIGITS));
  const poles = distances.map((distance) => `"${-distance}"`).join(",");
  return `{"constant":"1","base":"${base}","poles":[${poles}]}`;
}

const BASE_BITS = 256;
const BASE_DIGITS = 60;
const ONE = 1n << BigInt(BASE_BITS);
const rootOfTwo = () => new FixedPoint(BASE_BITS).squareRoot(2n * ONE);

/** Without zeros at the end; one coefficient at least. */
export function trimmed(series: Series): Series {
  let length = series.length;
  while (length > 1 && series[length - 1] === 0n) length--;
  return series.slice(0, length);
}
