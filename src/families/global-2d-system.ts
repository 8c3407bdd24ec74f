import { channelExternals, systemDefinition } from "../crossing/system/spec.js";
import { FreeTail, type FreeTailChannel, type TailShape } from "../crossing/tail/free-tail.js";
import { InputError } from "../errors.js";
import type { FamilyDefinition } from "./family.js";
import { plane, stressTensor2d, systemFamily } from "./plane.js";

/**
 * `global-2d-system`: scalars in two dimensions with the crossing equations that the theory file writes under `system`: of a symmetry group
 * that no other family has.
 */
export const global2dSystem: FamilyDefinition = {
  name: "global-2d-system",
  externals: "any",
  tails: ["gff", "power"],
  wardIdentity: true,
  system: true,
  create({ system, theory }) {
    if (system === null)
      throw new InputError({
        where: theory,
        field: "system",
        allowed: "is missing; the family is made of it",
      });
    const channels = system.sectors.flatMap(({ spins, channels, identity }) =>
      Object.entries(channels).map(([channel, terms]) => {
        const unequal = terms.some(({ externals: [i, j, k, l] }) => {
          const { dimensions: d } = system;
          return d[i] !== d[j] || d[k] !== d[l];
        });
        const externals = channelExternals(system, terms[0]!.externals);
        // the blocks of two different scalars have a pole at Δ = ℓ, where no operator can be
        const tail: FreeTailChannel = { channel, spins, externals, ...(unequal ? { twist: 0.5 } : {}) };
        return { identity, tail };
      }),
    );
    return {
      ...plane,
      sectors: system.sectors.map(({ name, spins, size, channels }) => ({
        name,
        spins,
        size,
        channels: Object.keys(channels),
      })),
      ...systemFamily(systemDefinition("global-2d-system", system)),
      tail: (shape, _, amplitudes) =>
        new FreeTail(
          shape as TailShape,
          channels.map(({ tail }) => tail),
          amplitudes,
        ),
      ...(channels.length > 1 ? { sizesChannels: true } : {}),
      stressTensor: stressTensor2d((channel) => {
        const found = channels.find(({ identity, tail }) => identity && tail.channel === channel);
        return found?.tail.externals ?? null;
      }),
    };
  },
};
