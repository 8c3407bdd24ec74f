import { stackedDefinition } from "../crossing/system/definitions.js";
import { FreeTail, type TailShape } from "../crossing/tail/free-tail.js";
import type { FamilyDefinition } from "./family.js";
import { identicalScalars, plane, stressTensor2d, systemFamily } from "./plane.js";
import { single } from "./sectors.js";

/**
 * `global-2d-joint`: several correlators of identical scalars in two dimensions side by side, a channel each under the name of its external;
 * what they share are operators.
 */
export const global2dJoint: FamilyDefinition = {
  name: "global-2d-joint",
  externals: "several",
  tails: ["gff", "power"],
  wardIdentity: true,
  create({ externals }) {
    const names = Object.keys(externals);
    const pair = (name: string): [number, number] => [externals[name]!, externals[name]!];
    return {
      ...plane,
      sectors: names.map((name) => single(name, "even")),
      groups: { all: names },
      ...systemFamily(stackedDefinition(externals)),
      tail: (shape, _, amplitudes) =>
        new FreeTail(
          shape as TailShape,
          names.map((channel) => ({ channel, spins: "even", externals: pair(channel) })),
          amplitudes,
        ),
      sizesChannels: true,
      stressTensor: stressTensor2d(pair),
      diagonal: identicalScalars(externals),
    };
  },
};
