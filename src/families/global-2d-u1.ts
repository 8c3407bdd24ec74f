import { u1Definition } from "../crossing/system/definitions.js";
import { FreeTail, type TailShape } from "../crossing/tail/free-tail.js";
import type { FamilyDefinition } from "./family.js";
import { identicalScalars, plane, stressTensor2d, systemFamily } from "./plane.js";
import { single } from "./sectors.js";

/**
 * `global-2d-u1`: a complex scalar of charge 1 in two dimensions. Channels `neutral`, φ × φ̄, all spins, and `charge-2`, φ × φ, even spins.
 */
export const global2dU1: FamilyDefinition = {
  name: "global-2d-u1",
  externals: "delta",
  tails: ["gff", "power"],
  wardIdentity: true,
  create({ externals }) {
    const pair: [number, number] = [externals.delta!, externals.delta!];
    return {
      ...plane,
      sectors: [single("neutral", "all"), single("charge-2", "even")],
      ...systemFamily(u1Definition(externals.delta!)),
      tail: (shape, _, amplitudes) =>
        new FreeTail(
          shape as TailShape,
          [
            { channel: "neutral", spins: "all", externals: pair },
            { channel: "charge-2", spins: "even", externals: pair },
          ],
          amplitudes,
        ),
      sizesChannels: true,
      stressTensor: stressTensor2d((channel) => (channel === "neutral" ? pair : null)),
      diagonal: identicalScalars({ neutral: externals.delta! }),
    };
  },
};
