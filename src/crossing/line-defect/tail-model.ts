import { exp } from "../../math/elementary.js";
import { LN4 } from "../equation.js";
import type { TailModel, TailNode } from "../tail/tail.js";
import { freeCoefficient } from "./free-spectrum.js";

/**
 * Prior of the long multiplets: coefficients as wide as the theory at zero coupling has them at the same Δ. The mean of those above the kept
 * operators is part of the equation's identity, so that the nodes have none.
 */
export const lineDefectTail: TailModel = {
  key: ["line-defect"],
  nodes: (cut) => Array.from({ length: NODES }, (_, k) => node(cut + (k + 0.5) * SPACING)),
  width: (_, delta) => width(delta),
  widthSlope: (_, delta) => (width(delta + STEP) - width(delta - STEP)) / (2 * STEP * width(delta)),
  mean: () => null,
};

const SPACING = 0.5;
const NODES = 60;
const STEP = 1e-4;
/** The coefficient at zero coupling vanishes at Δ = 1, where its block has a pole; in between the width stays that of here. */
const LOWEST = 1.5;

const node = (delta: number): TailNode => ({
  channel: "long",
  spin: 0,
  delta,
  width: SPACING * width(delta),
  group: null,
});

function width(delta: number): number {
  const at = Math.max(delta, LOWEST);
  return freeCoefficient(at) * exp(LN4 * at);
}
