import { channelExternals, systemDefinition } from "../crossing/system/spec.js";
import type { FreeChannel } from "../crossing/tail/free-channel.js";
import { InputError } from "../errors.js";
import type { FamilyDefinition } from "./family.js";
import { inSpace, type SpaceKind, scalars, stressTensor, systemFamily } from "./space.js";

/** `…-system`: scalars with the crossing equations that the theory file writes under `system`: of a symmetry group that no other family has. */
export const writtenSystem = (kind: SpaceKind): FamilyDefinition => ({
  ...inSpace(kind, "system"),
  externals: "any",
  system: true,
  create(input) {
    const { system, theory } = input;
    const space = kind.space(input);
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
        // the blocks of two different scalars have a pole where conserved currents are, which do not couple to these
        const tail: FreeChannel = { channel, spins, externals, ...(unequal ? { twist: 0.5 } : {}) };
        return { identity, tail };
      }),
    );
    return {
      ...scalars(space),
      sectors: system.sectors.map(({ name, spins, size, channels }) => ({
        name,
        spins,
        size,
        channels: Object.keys(channels),
      })),
      ...systemFamily(
        space,
        systemDefinition(system),
        channels.map(({ tail }) => tail),
      ),
      stressTensor: stressTensor(space, (channel) => {
        const found = channels.find(({ identity, tail }) => identity && tail.channel === channel);
        return found?.tail.externals ?? null;
      }),
    };
  },
});
