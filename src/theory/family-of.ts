import type { Family } from "../families/family.js";
import { findFamily } from "../families/registry.js";
import type { Theory } from "./theory.js";

/** What the equations of a theory depend on. */
type Physics = Pick<
  Theory,
  "name" | "family" | "external" | "parameters" | "dimension" | "system" | "charge" | "tail"
>;

const known = new WeakMap<Physics, Family>();

/** The equations of a theory, made once. */
export function familyOf(theory: Physics): Family {
  const kept = known.get(theory);
  if (kept) return kept;
  const family = createFamily(theory);
  known.set(theory, family);
  return family;
}

/** @throws InputError for an unknown family, and as the family's `create` */
export function createFamily({ name, family, external, tail, ...given }: Physics): Family {
  const { parameters, dimension, system, charge } = given;
  const input = {
    theory: name,
    externals: external,
    parameters,
    dimension,
    system,
    charge,
    tail: tail.model,
  };
  return findFamily(family).create(input);
}
