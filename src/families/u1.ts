import { u1Definition } from "../crossing/system/definitions.js";
import type { FamilyDefinition } from "./family.js";
import { single } from "./sectors.js";
import { identicalScalars, inSpace, type SpaceKind, scalars, stressTensor, systemFamily } from "./space.js";

/** `…-u1`: a complex scalar of charge 1. Channels `neutral`, φ × φ̄, all spins, and `charge-2`, φ × φ, even spins. */
export const u1 = (kind: SpaceKind): FamilyDefinition => ({
  ...inSpace(kind, "u1"),
  externals: "delta",
  create(input) {
    const delta = input.externals.delta!;
    const space = kind.space(input);
    const pair: [number, number] = [delta, delta];
    return {
      ...scalars(space),
      sectors: [single("neutral", "all"), single("charge-2", "even")],
      ...systemFamily(space, u1Definition(delta), [
        { channel: "neutral", spins: "all", externals: pair, leading: 0 },
        { channel: "charge-2", spins: "even", externals: pair, leading: 0 },
      ]),
      stressTensor: stressTensor(space, (channel) => (channel === "neutral" ? pair : null)),
      diagonal: identicalScalars(space, { neutral: delta }),
    };
  },
});
