import { mixedDefinition } from "../crossing/system/definitions.js";
import { FreeTail, type TailShape } from "../crossing/tail/free-tail.js";
import type { FamilyDefinition } from "./family.js";
import { identicalScalars, plane, stressTensor2d, systemFamily } from "./plane.js";
import { single } from "./sectors.js";

/**
 * `global-2d-mixed`: two real scalars 1, 2 in two dimensions. Operators in 1 × 1 and 2 × 2 have p¹¹¹¹, p¹¹²², p²²²² (the sector `even`), those
 * in 1 × 2 |λ₁₂|² (`odd`), with all spins. Channels are spelt with the externals' names: σσσσ, σσεε, εεεε, σεεσ.
 */
export const global2dMixed: FamilyDefinition = {
  name: "global-2d-mixed",
  externals: "pair",
  tails: ["gff", "power"],
  wardIdentity: true,
  create({ externals }) {
    const [[first, one], [second, two]] = Object.entries(externals) as [[string, number], [string, number]];
    const definition = mixedDefinition(one, two, [first, second]);
    const [c1111, c1122, c2222, c1221] = definition.channels as [string, string, string, string];
    const pairs: Readonly<Record<string, readonly [number, number]>> = {
      [c1111]: [one, one],
      [c1122]: [one, two],
      [c2222]: [two, two],
    };
    return {
      ...plane,
      sectors: [
        { name: "even", spins: "even", size: 2, channels: [c1111, c1122, c2222] },
        single(c1221, "all", "odd"),
      ],
      ...systemFamily(definition),
      tail: (shape, _, amplitudes) =>
        new FreeTail(
          shape as TailShape,
          [
            ...Object.entries(pairs).map(([channel, pair]) => ({
              channel,
              spins: "even" as const,
              externals: pair,
            })),
            // the blocks of two different scalars have a pole at Δ = ℓ, where no operator can be
            { channel: c1221, spins: "all", externals: [one, two], ...(one === two ? {} : { twist: 0.5 }) },
          ],
          amplitudes,
        ),
      sizesChannels: true,
      stressTensor: stressTensor2d((channel) => pairs[channel] ?? null),
      diagonal: identicalScalars({ [c1111]: one, [c2222]: two }),
    };
  },
};
