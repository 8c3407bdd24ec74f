import { SideBlocks2d } from "../../blocks/global-2d/side-blocks-2d.js";
import type { Points } from "../../blocks/points/points.js";
import type { CrossingEquation } from "../equation.js";
import type { SystemDefinition2d } from "./definition.js";
import { mixedDefinition, stackedDefinition, u1Definition } from "./definitions.js";
import { type CreateSideBlocks, systemEquation } from "./equation.js";

/** Blocks of so(2,2). */
export const sideBlocks2d: CreateSideBlocks = (sides, delta12, delta34) =>
  new SideBlocks2d(sides, delta12, delta34);

/** The crossing equations of a system in two dimensions. */
export const systemEquation2d = (definition: SystemDefinition2d, points: Points): CrossingEquation =>
  systemEquation(definition, points, sideBlocks2d);

/** The crossing equations of single correlators of identical scalars side by side, dimensions by name: a channel and a component each. */
export const stackedScalars2d = (
  points: Points,
  externals: Readonly<Record<string, number>>,
): CrossingEquation => systemEquation2d(stackedDefinition(externals), points);

/** The three crossing equations of a complex scalar of charge 1 and dimension d: channels `neutral` and `charge-2`. */
export const u1System2d = (points: Points, dimension: number): CrossingEquation =>
  systemEquation2d(u1Definition(dimension), points);

/**
 * The five crossing equations of two real scalars of dimensions Δ1 and Δ2. Channels are spelt with their names, 1111, 1122, 2222, 1221, as
 * in σσσσ, σσεε, εεεε, σεεσ; the coefficients of 1221 are |λ|² ≥ 0, its columns have a pole at Δ = ℓ unless Δ1 = Δ2.
 */
export const mixedSystem2d = (
  points: Points,
  first: number,
  second: number,
  names: readonly [string, string],
): CrossingEquation => systemEquation2d(mixedDefinition(first, second, names), points);
