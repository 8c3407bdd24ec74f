import { InputError } from "../../errors.js";
import { exp, log } from "../../math/elementary.js";
import type { BlockDomain } from "../domain.js";

/**
 * Blocks of the four-point function of the 1/2-BPS displacement multiplet on the straight Maldacena–Wilson line of N = 4 super Yang–Mills
 * (arXiv:1806.00862, arXiv:2107.08510), functions of the cross-ratio 0 < x < 1:
 *
 *     F_I = x,   F_B2 = x − x ₂F₁(1, 2; 4; x),   F_Δ = x^{Δ+1}/(1−Δ) ₂F₁(Δ+1, Δ+2; 2Δ+4; x),
 *
 * evaluated in the radial coordinate r = x/(1+√(1−x))², where F_Δ = (4r)^{Δ+1}/(1−Δ) ₂F₁(−½, Δ+1; Δ+5/2; r²).
 */
export interface DefectBlock {
  readonly value: number;
  /** ∂F/∂Δ */
  readonly derivative: number;
}

/**
 * F_Δ(x) and its Δ-derivative, to a few units of 1e-15.
 *
 * @throws InputError for Δ ≤ 1, where the pole of the unitarity bound lies, and x outside (0, 1)
 */
export function lineDefectBlock(delta: number, x: number): DefectBlock {
  checkDefectDimension(delta);
  checkDefectPoint(x);
  const { value, derivative, logBase } = radialBlock(delta, x);
  const pole = 1 / (1 - delta);
  return { value: pole * value, derivative: pole * (derivative + value * (logBase + pole)) };
}

/**
 * (1−x)² F(x) + x² F(1−x) of F_Δ and its Δ-derivative: the combination that enters the crossing equation.
 *
 * @throws InputError like {@link lineDefectBlock}
 */
export function crossedDefectBlock(delta: number, x: number): DefectBlock {
  const direct = lineDefectBlock(delta, x);
  const mirrored = lineDefectBlock(delta, 1 - x);
  return {
    value: (1 - x) * (1 - x) * direct.value + x * x * mirrored.value,
    derivative: (1 - x) * (1 - x) * direct.derivative + x * x * mirrored.derivative,
  };
}

/** F_B2 = x − F_{Δ=0}, the block of the protected multiplet B₂. */
export function protectedDefectBlock(x: number): number {
  checkDefectPoint(x);
  return x < SMALL ? protectedSeries(x) : x - radialBlock(0, x).value;
}

/** Below this the two terms of F_B2 lose digits to each other. */
const SMALL = 0.1;

/** −Σ 6 x^{k+1} / ((k+2)(k+3)), k ≥ 1 */
function protectedSeries(x: number): number {
  let sum = 0;
  let power = x * x;
  for (let k = 1; power > 1e-17 * sum; k++) {
    sum += (6 * power) / ((k + 2) * (k + 3));
    power *= x;
  }
  return -sum;
}

/** Above the pole at the unitarity bound. */
export const defectDomain: BlockDomain = {
  lowest: 1,
  highest: Number.POSITIVE_INFINITY,
  poles: (lower, upper) => (lower <= 1 && upper >= 1 ? [1] : []),
};

/** @throws InputError unless Δ > 1 and finite */
export function checkDefectDimension(delta: number): void {
  if (Number.isFinite(delta) && delta > 1) return;
  throw new InputError({ where: "block", field: "delta", found: delta, allowed: "a number above 1" });
}

/** @throws InputError unless 0 < x < 1 */
export function checkDefectPoint(x: number): void {
  if (x > 0 && x < 1) return;
  throw new InputError({ where: "block", field: "z", found: x, allowed: "a real number between 0 and 1" });
}

/** (4r)^{Δ+1} S with S = ₂F₁(−½, Δ+1; Δ+5/2; r²); (4r)^{Δ+1} ∂S/∂Δ; ln 4r. */
function radialBlock(delta: number, x: number) {
  const root = 1 + Math.sqrt(1 - x);
  const r = x / (root * root);
  const { value, derivative } = radialSeries(delta, r * r);
  const logBase = log(4 * r);
  const power = exp((delta + 1) * logBase);
  return { value: power * value, derivative: power * derivative, logBase };
}

/** ₂F₁(−½, Δ+1; Δ+5/2; t) and its Δ-derivative for 0 ≤ t < 1. */
function radialSeries(delta: number, t: number): { value: number; derivative: number } {
  let term = 1;
  let slope = 0;
  let value = 1;
  let derivative = 0;
  for (let k = 0; Math.abs(term) > 1e-18 * value; k++) {
    const lower = delta + 2.5 + k;
    slope += 1.5 / ((delta + 1 + k) * lower);
    term *= ((k - 0.5) * (delta + 1 + k) * t) / ((k + 1) * lower);
    value += term;
    derivative += term * slope;
  }
  return { value, derivative };
}
