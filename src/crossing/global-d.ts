import { CrossedColumns } from "../blocks/crossed-columns.js";
import { SideBlocksD } from "../blocks/global-d/side-blocks-d.js";
import { CrossedSides } from "../blocks/points/crossed-sides.js";
import type { Points } from "../blocks/points/points.js";
import { type CrossingEquation, freeMagnitude, identicalScalars } from "./equation.js";

/**
 * The crossing equation of four identical scalars in d dimensions (family `global-d`).
 *
 * @throws InputError where z or 1−z is on the cut [1, ∞) or too near 1
 */
export const identicalScalarsD = (
  points: Points,
  dimension: number,
  externalDelta: number,
): CrossingEquation =>
  identicalScalars(crossedColumnsD(points, dimension, externalDelta), points, {
    key: ["global-d", dimension, externalDelta, points.re, points.im],
    magnitude: freeMagnitude(points, externalDelta),
  });

/** Its columns F(Δ, ℓ). */
export const crossedColumnsD = (points: Points, dimension: number, externalDelta: number): CrossedColumns =>
  new CrossedColumns(new SideBlocksD(new CrossedSides(points), dimension, 0, 0), externalDelta, -1);
