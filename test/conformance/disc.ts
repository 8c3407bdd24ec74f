import type { PointSet } from "../../src/crossing/points.js";
import { cos, sin } from "../../src/math/elementary.js";

const RADIUS = 0.2;
const CIRCLES = 6;
const ON_CIRCLE = 20;

/** Points of the disc |z − ½| ≤ 0.2, z̄ = z*, its rim among them: |ρ(z)|, |ρ(1−z)| ≤ 0.285. */
export function disc(): PointSet {
  const re = new Float64Array(CIRCLES * ON_CIRCLE);
  const im = new Float64Array(CIRCLES * ON_CIRCLE);
  for (let i = 0; i < re.length; i++) {
    const radius = (RADIUS * (1 + Math.floor(i / ON_CIRCLE))) / CIRCLES;
    const angle = (2 * Math.PI * (i % ON_CIRCLE)) / ON_CIRCLE;
    re[i] = 0.5 + radius * cos(angle);
    im[i] = radius * sin(angle);
  }
  return { name: "disc", re, im };
}
