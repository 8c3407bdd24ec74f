import { stackedDefinition } from "../crossing/system/definitions.js";
import type { FamilyDefinition } from "./family.js";
import { single } from "./sectors.js";
import { identicalScalars, inSpace, type SpaceKind, scalars, stressTensor, systemFamily } from "./space.js";

/**
 * `…-joint`: several correlators of identical scalars side by side, a channel each under the name of its external; what they share are
 * operators.
 */
export const joint = (kind: SpaceKind): FamilyDefinition => ({
  ...inSpace(kind, "joint"),
  externals: "several",
  create(input) {
    const { externals } = input;
    const space = kind.space(input);
    const names = Object.keys(externals);
    const pair = (name: string): [number, number] => [externals[name]!, externals[name]!];
    return {
      ...scalars(space),
      sectors: names.map((name) => single(name, "even")),
      groups: { all: names },
      ...systemFamily(
        space,
        stackedDefinition(externals),
        names.map((channel) => ({ channel, spins: "even", externals: pair(channel), leading: 0 })),
      ),
      stressTensor: stressTensor(space, pair),
      diagonal: identicalScalars(space, externals),
    };
  },
});
