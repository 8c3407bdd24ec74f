import type { Points } from "../../blocks/points/points.js";
import { SuperconformalBlocks6d } from "../../blocks/superconformal-6d/superconformal-6d.js";
import { exp } from "../../math/elementary.js";
import { type CrossingEquation, columnScale, LN4, pointFunctionals } from "../equation.js";
import { addChiralMultiplets, chiralCoefficient, chiralTerm } from "./chiral-part.js";
import { disconnected } from "./disconnected.js";
import { freeLikeFactor } from "./free-like.js";
import { multiplets } from "./multiplets.js";

/** Which theory: its central charge, 4 d h^∨ + r, and whether it has higher-spin currents. */
export interface Charge6d {
  /** 1/c ≥ 0; 0 is supergravity */
  readonly inverseCharge: number;
  /** `free-like`: the tower of chiral multiplets carries the currents of that solution too */
  readonly currents: "none" | "free-like";
}

/**
 * The crossing equation of the stress-tensor multiplet of a 6D (2,0) theory at points z, z̄ = z* (family `superconformal-6d-20`),
 *
 *     u a(z) − v a(1−z) − (z−z̄)^{−3} [(h(1−z̄)−h(1−z))/v + (h(z̄)−h(z))/u] = 0.
 *
 * Columns are F = u a^at(z) − v a^at(1−z): channels `D` (block (6, 0)), `B` (block (ℓ+6, ℓ), ℓ = 2, 4, …) and `long`. The term of h and the chiral
 * multiplets, fixed by the W-algebra, are the identity.
 *
 * @throws InputError where a point is real or too near the cut [1, ∞)
 * @source arXiv:1507.05637, arXiv:2209.02801
 */
export function superconformal6d(points: Points, { inverseCharge, currents }: Charge6d): CrossingEquation {
  const blocks = new SuperconformalBlocks6d(points);
  const { rows } = blocks;
  const identity = new Float64Array(rows);
  const magnitude = new Float64Array(rows);
  chiralTerm(points, inverseCharge, identity, magnitude);
  const coefficient = (spin: number) =>
    currents === "none"
      ? chiralCoefficient(spin, inverseCharge)
      : chiralCoefficient(spin, 0) * freeLikeFactor(spin + 4, spin, inverseCharge);
  addChiralMultiplets(blocks, coefficient, identity, magnitude);
  addDisconnectedMagnitude(blocks, magnitude);
  return {
    key: ["superconformal-6d-20", inverseCharge, currents, points.re, points.im],
    rows,
    functionals: pointFunctionals(points),
    channels: ["D", "B", "long"],
    identity,
    magnitude,
    column: ({ spin }, delta, value, derivative) => {
      blocks.column(delta, spin, value, derivative);
      const scale = exp(-LN4 * delta);
      for (let i = 0; i < rows; i++) {
        value[i]! *= scale;
        derivative[i] = derivative[i]! * scale - LN4 * value[i]!;
      }
    },
  };
}

/** Adds the moduli of the other multiplets' terms at c = ∞: at every c they are of this size. */
function addDisconnectedMagnitude(blocks: SuperconformalBlocks6d, magnitude: Float64Array): void {
  const size = new Float64Array(blocks.rows);
  for (const { delta, spin } of multiplets()) {
    const coefficient = disconnected(delta, spin).b / columnScale(delta);
    blocks.magnitude(delta, spin, size);
    for (let i = 0; i < size.length; i++) magnitude[i]! += coefficient * size[i]!;
  }
}
