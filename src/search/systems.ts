import { type CrossingEquation, identicalScalars2d, type Term } from "../crossing/equation.js";
import { lineDefect } from "../crossing/line-defect/equation.js";
import type { DefectTail } from "../crossing/line-defect/tail.js";
import { lineDefectTail } from "../crossing/line-defect/tail-model.js";
import type { PointSet } from "../crossing/points.js";
import { type Charge6d, superconformal6d } from "../crossing/superconformal-6d/equation.js";
import { Tail6d, type Tail6dShape } from "../crossing/superconformal-6d/tail.js";
import { mixedSystem2d, stackedScalars2d, u1System2d } from "../crossing/system/systems-2d.js";
import { FreeTail, identicalScalarsTail, type TailShape } from "../crossing/tail/free-tail.js";
import type { ChannelAmplitudes, TailModel } from "../crossing/tail/tail.js";
import { InputError } from "../errors.js";
import { type DefectTailName, type FamilyName, mixedChannels } from "../theory/family.js";
import { INFINITE } from "../theory/parameters.js";
import type { Theory } from "../theory/theory.js";

/** Shape of a tail's prior. */
export type Shape = TailShape | Tail6dShape | DefectTailName;

/** What a tail is the rest of. */
export interface Truncated {
  readonly equation: CrossingEquation;
  /** terms of the kept operators */
  readonly kept: readonly Term[];
}

/** What a family of theories is to a search. */
interface System {
  /** cross-ratios are complex, or real: the other point sets are refused */
  readonly places: "plane" | "line";
  equation(theory: Theory, points: PointSet): CrossingEquation;
  tail(theory: Theory, shape: Shape, amplitudes: ChannelAmplitudes, truncated: Truncated): TailModel;
  /** the tail has several channels, and their relative sizes are unknown */
  readonly sizesChannels?: true;
  /** dimensions of the two pairs of externals that a channel's coefficient of the stress tensor couples to; null where it is not exchanged */
  stressTensor(theory: Theory, channel: string): readonly [number, number] | null;
}

const same = (delta: number) => [delta, delta] as const;

const systems: Readonly<Record<FamilyName, System>> = {
  "global-2d": {
    places: "plane",
    equation: ({ external }, points) => identicalScalars2d(points, external.delta!),
    tail: ({ external }, shape) => identicalScalarsTail(plane(shape), external.delta!),
    stressTensor: ({ external }) => same(external.delta!),
  },
  "global-2d-joint": {
    places: "plane",
    sizesChannels: true,
    equation: ({ external }, points) => stackedScalars2d(points, external),
    tail: ({ external }, shape, amplitudes) =>
      new FreeTail(
        plane(shape),
        Object.entries(external).map(([channel, delta]) => ({
          channel,
          spins: "even",
          externals: same(delta),
        })),
        amplitudes,
      ),
    stressTensor: ({ external }, channel) => same(external[channel]!),
  },
  "global-2d-u1": {
    places: "plane",
    sizesChannels: true,
    equation: ({ external }, points) => u1System2d(points, external.delta!),
    tail: ({ external }, shape, amplitudes) =>
      new FreeTail(
        plane(shape),
        [
          { channel: "neutral", spins: "all", externals: same(external.delta!) },
          { channel: "charge-2", spins: "even", externals: same(external.delta!) },
        ],
        amplitudes,
      ),
    stressTensor: ({ external }, channel) => (channel === "neutral" ? same(external.delta!) : null),
  },
  "global-2d-mixed": {
    places: "plane",
    sizesChannels: true,
    equation({ external }, points) {
      const [[first, one], [second, two]] = pair(external);
      return mixedSystem2d(points, one, two, [first, second]);
    },
    tail({ external }, shape, amplitudes) {
      const [[first, one], [second, two]] = pair(external);
      const [c1111, c1122, c2222, c1221] = mixedChannels(first, second);
      return new FreeTail(
        plane(shape),
        [
          { channel: c1111, spins: "even", externals: same(one) },
          { channel: c1122, spins: "even", externals: [one, two] },
          { channel: c2222, spins: "even", externals: same(two) },
          // the blocks of two different scalars have a pole at Δ = ℓ, where no operator can be
          { channel: c1221, spins: "all", externals: [one, two], ...(one === two ? {} : { twist: 0.5 }) },
        ],
        amplitudes,
      );
    },
    stressTensor({ external }, channel) {
      const [[first, one], [second, two]] = pair(external);
      const [c1111, c1122, c2222] = mixedChannels(first, second);
      if (channel === c1111) return same(one);
      if (channel === c2222) return same(two);
      return channel === c1122 ? [one, two] : null;
    },
  },
  "line-defect": {
    places: "line",
    equation: ({ external, tail: { model } }, { re, derivatives }) =>
      lineDefect({
        coupling: external.coupling!,
        places: derivatives === undefined ? { points: re } : { derivatives },
        ...(model !== "by-coupling" && { tail: model as DefectTail }),
      }),
    tail: () => lineDefectTail,
    stressTensor: () => null,
  },
  "superconformal-6d-20": superconformal("none"),
  "superconformal-6d-20-free": superconformal("free-like"),
};

/** The 6D (2,0) theories; with free-like currents, the exact solution that has them. */
function superconformal(currents: Charge6d["currents"]): System {
  return {
    places: "plane",
    equation: (theory, points) => superconformal6d(points, charge6d(theory, currents)),
    tail: (theory, shape, _, { equation, kept }) =>
      new Tail6d(equation, charge6d(theory, currents), { kept, shape: spatial(shape) }),
    stressTensor: () => null,
  };
}

/** @throws InputError without a central charge */
function charge6d({ charge, name }: Theory, currents: Charge6d["currents"]): Charge6d {
  if (charge === null) {
    throw new InputError({ where: name, field: "charge", allowed: "this family needs it: leave out --free" });
  }
  return { inverseCharge: charge >= INFINITE ? 0 : 1 / charge, currents };
}

/** Loading a theory lets no other model pass. */
const plane = (shape: Shape) => shape as TailShape;
const spatial = (shape: Shape) => shape as Tail6dShape;

type Named = readonly [name: string, delta: number];

function pair(external: Theory["external"]): readonly [Named, Named] {
  const [first, second] = Object.entries(external);
  return [first!, second!];
}

/** The theory's equations at a point set. */
export const theoryEquation = (theory: Theory, points: PointSet) =>
  systems[theory.family].equation(theory, points);

/** Are the sizes of the theory's tail fitted channel by channel? */
export const sizesChannels = ({ family }: Theory) => systems[family].sizesChannels === true;

export const theoryPlaces = (theory: Theory) => systems[theory.family].places;

/** The theory's tail in a shape, its channels sized as fitted. */
export const theoryTail = (
  theory: Theory,
  shape: Shape,
  truncated: Truncated,
  amplitudes: ChannelAmplitudes = {},
) => systems[theory.family].tail(theory, shape, amplitudes, truncated);

/** Another shape that the theory's tail may have as well: error bars contain what it does. */
export function variedShape({ tail: { model } }: Theory): Shape {
  if (model === "tree-level") return "disconnected";
  return model === "disconnected" ? "tree-level" : "gff-wide";
}

/**
 * The Ward identity of the stress tensor in two dimensions, a_T = 2h₁h₂/c = Δ₁Δ₂/(2c), where the central charge is known
 * (A. A. Belavin, A. M. Polyakov, A. B. Zamolodchikov, Nucl. Phys. B 241 (1984) 333).
 */
export function stressTensorCoefficient(theory: Theory, channel: string): number | null {
  const dimensions = systems[theory.family].stressTensor(theory, channel);
  return theory.charge === null || dimensions === null
    ? null
    : (dimensions[0] * dimensions[1]) / (2 * theory.charge);
}
