import { type CrossingEquation, identicalScalars2d } from "../crossing/equation.js";
import { FreeTail, identicalScalarsTail, type TailShape } from "../crossing/free-tail.js";
import type { PointSet } from "../crossing/points.js";
import { mixedSystem2d, stackedScalars2d, u1System2d } from "../crossing/systems-2d.js";
import type { TailModel } from "../crossing/tail.js";
import { type FamilyName, mixedChannels } from "../theory/family.js";
import type { Theory } from "../theory/theory.js";

/** What a family of theories is to a search. */
interface System {
  equation(theory: Theory, points: PointSet): CrossingEquation;
  tail(theory: Theory, shape: TailShape): TailModel;
  /** dimensions of the two pairs of externals that a channel's coefficient of the stress tensor couples to; null where it is not exchanged */
  stressTensor(theory: Theory, channel: string): readonly [number, number] | null;
}

const same = (delta: number) => [delta, delta] as const;

const systems: Readonly<Record<FamilyName, System>> = {
  "global-2d": {
    equation: ({ external }, points) => identicalScalars2d(points, external.delta!),
    tail: ({ external }, shape) => identicalScalarsTail(shape, external.delta!),
    stressTensor: ({ external }) => same(external.delta!),
  },
  "global-2d-joint": {
    equation: ({ external }, points) => stackedScalars2d(points, external),
    tail: ({ external }, shape) =>
      new FreeTail(
        shape,
        Object.entries(external).map(([channel, delta]) => ({
          channel,
          spins: "even",
          externals: same(delta),
        })),
      ),
    stressTensor: ({ external }, channel) => same(external[channel]!),
  },
  "global-2d-u1": {
    equation: ({ external }, points) => u1System2d(points, external.delta!),
    tail: ({ external }, shape) =>
      new FreeTail(shape, [
        { channel: "neutral", spins: "all", externals: same(external.delta!) },
        { channel: "charge-2", spins: "even", externals: same(external.delta!) },
      ]),
    stressTensor: ({ external }, channel) => (channel === "neutral" ? same(external.delta!) : null),
  },
  "global-2d-mixed": {
    equation({ external }, points) {
      const [[first, one], [second, two]] = pair(external);
      return mixedSystem2d(points, one, two, [first, second]);
    },
    tail({ external }, shape) {
      const [[first, one], [second, two]] = pair(external);
      const [c1111, c1122, c2222, c1221] = mixedChannels(first, second);
      return new FreeTail(shape, [
        { channel: c1111, spins: "even", externals: same(one) },
        { channel: c1122, spins: "even", externals: [one, two] },
        { channel: c2222, spins: "even", externals: same(two) },
        { channel: c1221, spins: "all", externals: [one, two] },
      ]);
    },
    stressTensor({ external }, channel) {
      const [[first, one], [second, two]] = pair(external);
      const [c1111, c1122, c2222] = mixedChannels(first, second);
      if (channel === c1111) return same(one);
      if (channel === c2222) return same(two);
      return channel === c1122 ? [one, two] : null;
    },
  },
};

type Named = readonly [name: string, delta: number];

function pair(external: Theory["external"]): readonly [Named, Named] {
  const [first, second] = Object.entries(external);
  return [first!, second!];
}

/** The theory's equations at a point set. */
export const theoryEquation = (theory: Theory, points: PointSet) =>
  systems[theory.family].equation(theory, points);

/** The theory's tail in a shape. */
export const theoryTail = (theory: Theory, shape: TailShape) => systems[theory.family].tail(theory, shape);

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
