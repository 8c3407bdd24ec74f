import { InputError } from "../../errors.js";
import { INFINITE } from "../../families/family.js";
import { unknownParameter } from "../../theory/parameters.js";
import type { Theory } from "../../theory/theory.js";
import type { SearchOptions } from "../options.js";
import type { SearchedParameter } from "./descent.js";

/**
 * The unknown parameters that the options name.
 * @throws InputError for one that the theory has not or that has no least and largest value, and options
 *   that do not go with any
 */
export function searchedParameters(
  theory: Theory,
  { unknown = [], objective, strategy }: SearchOptions,
): SearchedParameter[] {
  const refuse = (found: string, allowed: string) => new InputError({ where: "unknown", found, allowed });
  if (unknown.length > 0 && (objective ?? theory.objective) !== "whitened")
    throw refuse(objective ?? theory.objective, "goes with the whitened objective: it compares evidences");
  if (unknown.length > 0 && strategy !== undefined && strategy !== "ladder")
    throw refuse(strategy, "goes with the strategy ladder");
  return unknown.map((name, index) => {
    const spec = Object.hasOwn(theory.parameterSpecs, name) ? theory.parameterSpecs[name]! : null;
    if (!spec) throw refuse(name, unknownParameter(theory.parameterSpecs, theory.name));
    if (unknown.indexOf(name) < index) throw refuse(name, "stands there twice");
    if (spec.min === null || spec.max === null || spec.max >= INFINITE)
      throw refuse(name, `needs a least and a largest value in ${theory.name}`);
    return { name, lower: spec.min, upper: spec.max };
  });
}
