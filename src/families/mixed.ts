import { mixedDefinition } from "../crossing/system/definitions.js";
import type { FamilyDefinition } from "./family.js";
import { single } from "./sectors.js";
import { identicalScalars, inSpace, type SpaceKind, scalars, stressTensor, systemFamily } from "./space.js";

/**
 * `…-mixed`: two real scalars 1, 2 under a symmetry of which 1 is odd. Operators in 1 × 1 and 2 × 2 have p¹¹¹¹, p¹¹²², p²²²² (the sector `even`), those
 * in 1 × 2 |λ₁₂|² (`odd`), with all spins. Channels are spelt with the externals' names: σσσσ, σσεε, εεεε, σεεσ.
 *
 * What more is known of some operators is put in as channels that combine these: σσε (the sector `exchanged` with σσεε, εεεε) for the operator ε itself,
 * λ²σσε being the coefficient of σ in σ × ε as well; σσT for the stress tensor, whose three coefficients follow from one.
 */
export const mixed = (kind: SpaceKind): FamilyDefinition => ({
  ...inSpace(kind, "mixed"),
  externals: "pair",
  create(input) {
    const space = kind.space(input);
    const [[first, one], [second, two]] = Object.entries(input.externals) as [
      [string, number],
      [string, number],
    ];
    const definition = mixedDefinition(one, two, [first, second]);
    const [c1111, c1122, c2222, c1221] = definition.channels as [string, string, string, string];
    const [exchange, tensor] = definition.combined as [string, string];
    const pairs: Readonly<Record<string, readonly [number, number]>> = {
      [c1111]: [one, one],
      [c1122]: [one, two],
      [c2222]: [two, two],
    };
    return {
      ...scalars(space),
      sectors: [
        { name: "even", spins: "even", size: 2, channels: [c1111, c1122, c2222] },
        single(c1221, "all", "odd"),
      ],
      combined: [
        { name: "exchanged", spins: "even", size: 2, channels: [exchange, c1122, c2222] },
        single(tensor, "even"),
      ],
      ...systemFamily(space, definition, [
        { channel: c1111, spins: "even", externals: pairs[c1111]!, leading: 0, also: [exchange, tensor] },
        { channel: c1122, spins: "even", externals: pairs[c1122]! },
        { channel: c2222, spins: "even", externals: pairs[c2222]! },
        {
          channel: c1221,
          spins: "all",
          externals: [one, two],
          // the blocks of two different scalars have a pole where conserved currents are, which do not couple to these
          ...(one === two ? {} : { twist: 0.5 }),
          leading: 2,
          spread: 0.15,
        },
      ]),
      stressTensor: stressTensor(space, (channel) =>
        channel === tensor ? pairs[c1111]! : (pairs[channel] ?? null),
      ),
      diagonal: identicalScalars(space, { [c1111]: one, [c2222]: two }),
    };
  },
});
