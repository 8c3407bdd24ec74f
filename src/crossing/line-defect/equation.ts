import { exp } from "../../math/elementary.js";
import { type CrossingEquation, type Functional, LN4 } from "../equation.js";
import { constraintConstants } from "./constraints.js";
import { freeCoefficient } from "./free-spectrum.js";
import { constraintRows, derivativeRows, pointRows, stacked } from "./rows.js";
import { type DefectTail, defectTail } from "./tail.js";

/** Where the crossing equation of the line is taken: even derivatives at x = ½, or points 0 < x < 1. */
export type DefectPlaces = { readonly derivatives: number } | { readonly points: Float64Array };

export interface LineDefectOptions {
  /** g = √λ/(4π) > 0 */
  readonly coupling: number;
  readonly places: DefectPlaces;
  /** default: `smeared` from g = 2.2 on, `ladder` below */
  readonly tail?: DefectTail;
}

/** From here on the dimensions are nearer to those at infinite coupling than to those at zero. */
const STRONG = 2.2;

/**
 * The crossing equation of the 1/2-BPS Maldacena–Wilson line (family `line-defect`) and its two integral constraints below it. Its columns
 * are the long multiplets, channel `long`, spin 0; everything else is known and stands in the identity: F_I, C²_BPS F_B2, the constants of the
 * constraints, and the tail of operators above Δ = 11.
 */
export function lineDefect({ coupling, places, tail }: LineDefectOptions): CrossingEquation {
  const crossing = "derivatives" in places ? derivativeRows(places.derivatives) : pointRows(places.points);
  const all = stacked(crossing, constraintRows);
  const shape = tail ?? usualTail(coupling);
  const known = new Float64Array(all.rows);
  const above = new Float64Array(all.rows);
  all.known(coupling, known);
  defectTail(all, shape, above);
  return {
    key: ["line-defect", coupling, shape, "derivatives" in places ? places.derivatives : places.points],
    rows: all.rows,
    functionals: functionals(places),
    channels: ["long"],
    untabulated: true,
    identity: known.map((entry, i) => entry + above[i]!),
    ...uncertainty(coupling, all.rows),
    magnitude: magnitude(all, known),
    column: (_, delta, value, derivative) => all.block(delta, value, derivative),
  };
}

/** The shape of the tail at a coupling. */
export const usualTail = (coupling: number): DefectTail => (coupling >= STRONG ? "smeared" : "ladder");

/** The curvature function is tabulated. */
function uncertainty(coupling: number, rows: number): { uncertainty?: Float64Array } {
  const { difference } = constraintConstants(coupling);
  if (difference.every((entry) => entry === 0)) return {};
  const all = new Float64Array(rows);
  all.set(difference, rows - difference.length);
  return { uncertainty: all };
}

function functionals(places: DefectPlaces): Functional[] {
  const crossing: Functional[] =
    "derivatives" in places
      ? Array.from({ length: places.derivatives }, (_, n) => ({ derivative: 2 * n }))
      : Array.from(places.points, (x) => ({ z: [x, 0] }));
  return [...crossing, { constraint: "integral 1" }, { constraint: "integral 2" }];
}

/**
 * The terms with the coefficients at zero coupling, J from 2 to 10: the largest row, since tables are as good as that; times the root of
 * the number of operators, whose rounding errors add up in squares.
 */
function magnitude(rows: ReturnType<typeof stacked>, known: Float64Array): Float64Array {
  const sum = known.map(Math.abs);
  const value = new Float64Array(rows.rows);
  const derivative = new Float64Array(rows.rows);
  for (let j = 2; j <= 10; j++) {
    rows.block(j, value, derivative);
    const coefficient = freeCoefficient(j) * exp(LN4 * j);
    for (let i = 0; i < sum.length; i++) sum[i]! += coefficient * Math.abs(value[i]!);
  }
  return sum.fill(ROOT_OF_OPERATORS * sum.reduce((largest, entry) => Math.max(largest, entry), 0));
}

/** Dozens are kept. */
const ROOT_OF_OPERATORS = 8;
