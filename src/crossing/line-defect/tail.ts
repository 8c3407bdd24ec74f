import { exp } from "../../math/elementary.js";
import { freeCoefficient } from "./free-spectrum.js";
import type { DefectRows } from "./rows.js";

/**
 * What is taken to lie above the kept operators: the spectrum at g = 0 from J = 11 on (`ladder`), the same density without its
 * steps, ∫ c(Δ) F_Δ dΔ from 10½ on (`smeared`), which is nearer to the truth where dimensions have moved far from whole numbers, or nothing.
 */
export type DefectTail = "ladder" | "smeared" | "none";

/** Highest J of the kept operators. */
const LAST_KEPT = 10;
/** Far above what any row needs: terms fall like r*^Δ. */
const HIGHEST = 200;

/** Writes Σ c(Δ) F_Δ over the tail [rows]: a known part of every row, the integral constraints among them. */
export function defectTail(rows: DefectRows, shape: DefectTail, out: Float64Array): void {
  out.fill(0);
  const sum = new TailSum(rows, out);
  for (const { delta, coefficient } of tailNodes(shape)) {
    sum.add(delta, coefficient);
    if (sum.settled) return;
  }
}

/** The operators of the tail, rising: those at whole numbers, or the nodes of a quadrature. */
export function* tailNodes(
  shape: DefectTail,
): Generator<{ readonly delta: number; readonly coefficient: number }> {
  if (shape === "none") return;
  for (let j = LAST_KEPT + 1; j <= HIGHEST; j++) {
    if (shape === "ladder") yield { delta: j, coefficient: freeCoefficient(j) };
    else
      for (const [k, node] of NODES.entries()) {
        const delta = j - 0.5 + node;
        yield { delta, coefficient: WEIGHTS[k]! * freeCoefficient(delta) };
      }
  }
}

class TailSum {
  private readonly value: Float64Array;
  private readonly derivative: Float64Array;
  private negligible = 0;

  constructor(
    private readonly rows: DefectRows,
    private readonly out: Float64Array,
  ) {
    this.value = new Float64Array(rows.rows);
    this.derivative = new Float64Array(rows.rows);
  }

  /** Many terms in a row have changed nothing. */
  get settled(): boolean {
    return this.negligible >= 12;
  }

  add(delta: number, ope2: number): void {
    const { rows, value, derivative, out } = this;
    rows.block(delta, value, derivative);
    const coefficient = ope2 * exp(LN4 * delta);
    let changed = false;
    for (let i = 0; i < out.length; i++) {
      const term = coefficient * value[i]!;
      changed ||= Math.abs(term) > 1e-18 * Math.abs(out[i]!);
      out[i]! += term;
    }
    this.negligible = changed ? 0 : this.negligible + 1;
  }
}

const LN4 = 1.3862943611198906;

/** Gauss–Legendre on [0, 1] with six nodes; the integrand is entire in Δ there and changes by a factor of six. */
const HALF_NODES = [0.2386191860831969, 0.6612093864662645, 0.932469514203152];
const HALF_WEIGHTS = [0.467913934572691, 0.3607615730481386, 0.1713244923791704];
const NODES = HALF_NODES.flatMap((x) => [(1 - x) / 2, (1 + x) / 2]);
const WEIGHTS = HALF_WEIGHTS.flatMap((w) => [w / 2, w / 2]);
