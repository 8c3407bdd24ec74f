import { atomicBlock6dDecimal, crossedBlock6dDecimal } from "../blocks/decimal/superconformal-6d-decimal.js";
import { superconformal6dDomain } from "../blocks/superconformal-6d/series.js";
import { SuperconformalBlocks6d } from "../blocks/superconformal-6d/superconformal-6d.js";
import { type Charge6d, superconformal6d } from "../crossing/superconformal-6d/equation.js";
import { Tail6d, type Tail6dShape } from "../crossing/superconformal-6d/tail.js";
import { InputError } from "../errors.js";
import type { BlockOptions } from "./block.js";
import { type FamilyDefinition, type FamilyInput, INFINITE } from "./family.js";
import { type Sector, single } from "./sectors.js";

/**
 * `superconformal-6d-20`: the stress-tensor multiplet of the 6D (2,0) theory of central charge `charge`. Operators are named by their blocks
 * a^at_{Δ,ℓ}: `D`, the multiplet D[0,4] (superprimary of dimension 8) at (6, 0); `B`, B[0,2]_{ℓ−1} (dimension ℓ + 7, spin ℓ − 1) at (ℓ + 6, ℓ),
 * ℓ = 2, 4, …; `long` ones, by their superprimaries.
 */
export const superconformal6d20: FamilyDefinition = {
  name: "superconformal-6d-20",
  externals: "delta",
  tails: ["tree-level", "disconnected"],
  create: (given) => family(given, "none"),
  block(options) {
    const { delta, spin, z, crossed = false } = checked(options);
    const points = { re: Float64Array.of(Number(z.re)), im: Float64Array.of(Number(z.im)) };
    const value = new Float64Array(1);
    const derivative = new Float64Array(1);
    const blocks = new SuperconformalBlocks6d(points);
    blocks[crossed ? "column" : "atomic"](Number(delta), spin, value, derivative);
    return { value: value[0]!, derivative: derivative[0]! };
  },
  blockDigits(options, digits) {
    const { delta, spin, z, crossed = false } = checked(options);
    const label = { delta, spin, z, digits };
    if (crossed) {
      const { value, derivative } = crossedBlock6dDecimal(label);
      return { value: value.toPrecision(digits), derivative: derivative.toPrecision(digits) };
    }
    const { value, derivative } = atomicBlock6dDecimal(label);
    return { value: value.re.toPrecision(digits), derivative: derivative.re.toPrecision(digits) };
  },
};

/** `superconformal-6d-20-free`: the same equation with higher-spin currents, whose chiral multiplets are those of a free-like solution. */
export const superconformal6d20Free: FamilyDefinition = {
  name: "superconformal-6d-20-free",
  externals: "delta",
  tails: ["tree-level"],
  create: (given) => family(given, "free-like"),
};

const short = (channel: string): Sector => ({ ...single(channel, "even"), short: true });

function family(given: FamilyInput, currents: Charge6d["currents"]): ReturnType<FamilyDefinition["create"]> {
  const charge = () => charge6d(given, currents);
  return {
    dimension: 6,
    levelSpacing: 1,
    sectors: [short("D"), short("B"), single("long", "even")],
    unitarityBound: (spin) => spin + 6,
    scalarsAtBound: true,
    blockDomain: ({ spin }) => superconformal6dDomain(spin),
    places: "plane",
    equation: (points) => superconformal6d(points, charge()),
    tail: (shape, { equation, kept }) =>
      new Tail6d(equation, charge(), { kept, shape: shape as Tail6dShape }),
    variedTail: (shape) => (shape === "tree-level" ? "disconnected" : "tree-level"),
  };
}

/** @throws InputError without a central charge */
function charge6d({ charge, theory }: FamilyInput, currents: Charge6d["currents"]): Charge6d {
  if (charge === null) {
    const allowed = "this family needs it: leave out --free";
    throw new InputError({ where: theory, field: "charge", allowed });
  }
  return { inverseCharge: charge >= INFINITE ? 0 : 1 / charge, currents };
}

/** @throws InputError for other external dimensions; the blocks refuse real z and Δ ≤ ℓ + 2 */
function checked(options: BlockOptions): BlockOptions {
  for (const field of ["delta12", "delta34", "external"] as const) {
    if (options[field] === undefined || Number(options[field]) === 0) continue;
    const allowed = "nothing: all externals are the stress-tensor multiplet";
    throw new InputError({ where: "superconformal-6d-20", field, found: options[field], allowed });
  }
  return options;
}
