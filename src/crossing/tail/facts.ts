import type { CrossingEquation } from "../equation.js";
import type { TailNode } from "./tail.js";
import { type Whitening, whiteningWeights } from "./whitening.js";

/** Tail operators this far above the lowest of their spin are left out: what they hold is below the rounding errors of most rows. */
const SPAN = 8;

/**
 * Independent facts about the tail that a residual holds if the tail is as its model says: the participation ratio (Σq)²/Σq² of
 * q_k = b_k² |W C_k|² in expectation, for independent normal b_k of the model's widths; E q = v, E q² = 3v². Real tails are sparser.
 */
export function expectedFacts(
  equation: CrossingEquation,
  nodes: readonly TailNode[],
  whitening: Whitening,
  amplitude: number,
): number {
  const { rows, directions } = whitening;
  const weights = whiteningWeights(whitening, amplitude);
  const value = new Float64Array(rows);
  const derivative = new Float64Array(rows);
  const lowest = new Map<string, number>();
  let sum = 0;
  let squares = 0;
  for (const { channel, spin, delta, width, shift = false } of nodes) {
    const kind = `${channel} ${spin}`;
    const first = lowest.get(kind) ?? delta;
    lowest.set(kind, first);
    if (delta > first + SPAN) continue;
    equation.column({ channel, spin }, delta, value, derivative);
    const column = shift ? derivative : value;
    let norm2 = 0;
    for (let j = 0; j < rows; j++) {
      let entry = 0;
      for (let i = 0; i < rows; i++) entry += directions[i * rows + j]! * column[i]!;
      norm2 += weights[j]! * entry * (weights[j]! * entry);
    }
    const mean = amplitude * width * (amplitude * width) * norm2;
    sum += mean;
    squares += mean * mean;
  }
  return squares === 0 ? 0 : (sum * sum + 2 * squares) / (3 * squares);
}
