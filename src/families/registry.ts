import { InputError } from "../errors.js";
import { inAnyDimension } from "./any-dimension.js";
import type { FamilyDefinition } from "./family.js";
import { global2d } from "./global-2d.js";
import { globalD } from "./global-d.js";
import { joint } from "./joint.js";
import { lineDefectFamily } from "./line-defect.js";
import { mixed } from "./mixed.js";
import { inPlane } from "./plane.js";
import type { SpaceKind } from "./space.js";
import { superconformal6d20, superconformal6d20Free } from "./superconformal-6d-20.js";
import { u1 } from "./u1.js";
import { vector } from "./vector.js";
import { writtenSystem } from "./written-system.js";

/** Several scalars, or components of one, in a space. */
const systemsOf = (kind: SpaceKind) =>
  [joint, u1, mixed, vector, writtenSystem].map((family) => family(kind));

const definitions = new Map<string, FamilyDefinition>();

/**
 * Makes a family known to theory files and commands of this process.
 *
 * @throws InputError where another one has its name
 */
export function registerFamily(definition: FamilyDefinition): void {
  const { name } = definition;
  const known = definitions.get(name);
  if (known && known !== definition)
    throw new InputError({ where: "family", found: name, allowed: "a name that no other family has" });
  definitions.set(name, definition);
}

for (const definition of [
  global2d,
  ...systemsOf(inPlane),
  globalD,
  ...systemsOf(inAnyDimension),
  lineDefectFamily,
  superconformal6d20,
  superconformal6d20Free,
])
  registerFamily(definition);

/** Names of all families, or of those with something, in the order in which they came. */
export const familyNames = (having: (definition: FamilyDefinition) => boolean = () => true): string[] =>
  [...definitions.values()].filter(having).map(({ name }) => name);

/** @throws InputError for an unknown one */
export function findFamily(name: string): FamilyDefinition {
  const definition = definitions.get(name);
  if (definition) return definition;
  throw new InputError({ where: "family", found: name, allowed: `one of ${familyNames().join(", ")}` });
}
