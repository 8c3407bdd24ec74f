import { vectorDefinition } from "../crossing/system/definitions.js";
import { InputError } from "../errors.js";
import type { FamilyDefinition, FamilyInput } from "./family.js";
import { single } from "./sectors.js";
import { inSpace, type SpaceKind, scalars, stressTensor, systemFamily } from "./space.js";

/**
 * `…-vector`: a vector of O(n), n the theory's parameter of that name, any real number from 1 on. Channels `S`, singlets, and `T`, traceless symmetric
 * tensors, of even spins, and `A`, antisymmetric tensors, of odd ones: the current of O(n) is the one of spin 1, its coefficient
 * (d − 2)/4 · C_J,free/C_J whatever the external dimension.
 */
export const vector = (kind: SpaceKind): FamilyDefinition => ({
  ...inSpace(kind, "vector"),
  externals: "delta",
  create(input) {
    const delta = input.externals.delta!;
    const n = componentsOf(input);
    const space = kind.space(input);
    const pair: [number, number] = [delta, delta];
    return {
      ...scalars(space),
      sectors: [single("S", "even"), single("T", "even"), single("A", "odd")],
      // G_S = 1 + 2/n G_T of generalised free fields, G_T ± G_A = (u/v)^Δ and u^Δ
      ...systemFamily(space, vectorDefinition(delta, n), [
        { channel: "S", spins: "even", externals: pair, free: 2 / n, leading: 0 },
        { channel: "T", spins: "even", externals: pair, free: 1, leading: 0 },
        { channel: "A", spins: "odd", externals: pair, free: 1, leading: 1 },
      ]),
      stressTensor: stressTensor(space, (channel) => (channel === "S" ? pair : null)),
    };
  },
});

/** @throws InputError without a parameter n, and below 1 */
function componentsOf({ theory, parameters }: FamilyInput): number {
  const { n } = parameters;
  if (n !== undefined && n >= 1) return n;
  throw new InputError({
    where: theory,
    field: "parameters.n",
    ...(n !== undefined && { found: n }),
    allowed: "the n of O(n), a number from 1 on",
  });
}
