import { stringify } from "yaml";
import { InputError } from "../errors.js";
import { findFamily } from "../families/registry.js";
import type { Settings } from "./options.js";

/** A theory without a file: what its crossing equations depend on, and what is known of its operators. */
export interface GivenPhysics {
  readonly family: string;
  /** external dimensions by name, `d` for the dimension of space, and parameters of the family */
  readonly set: Settings;
  readonly charge?: number | string;
  /** model of the tail; the family's first one unless given */
  readonly tail?: string;
  readonly fixed: readonly GivenOperator[];
  readonly gaps: readonly GivenOperator[];
}

/** An operator of fixed dimension, or the lower end of a gap. */
export interface GivenOperator {
  readonly name?: string;
  /** where the family has several */
  readonly channel?: string;
  readonly spin: number;
  readonly delta: number | string;
}

/**
 * The text of a theory file with `partition: auto`.
 *
 * @throws InputError where an external dimension is missing, or the dimension of space where the family needs it
 */
export function physicsText({ family, set, charge, tail, fixed, gaps }: GivenPhysics): string {
  const { anyDimension, externals } = findFamily(family);
  const { d, ...rest } = set;
  const names = { ...rest, ...(anyDimension || d === undefined ? {} : { d }) };
  if (anyDimension && d === undefined)
    throw new InputError({
      where: "--set",
      field: "d",
      allowed: `is missing: the dimension of space, which ${family} needs`,
    });
  const external = externals === "delta" ? ["delta"] : Object.keys(names).filter((name) => name !== "n");
  const missing = external.find((name) => !Object.hasOwn(names, name));
  if (external.length === 0 || missing !== undefined)
    throw new InputError({
      where: "--set",
      field: missing ?? "NAME",
      allowed: "is missing: the dimension of an external operator",
    });
  const spectrum = [
    ...fixed,
    ...gaps.map(({ delta, ...kind }) => ({ ...kind, delta: [delta, HIGHEST], gap: true })),
  ];
  return stringify({
    name: family,
    title: `operator content of ${family}`,
    sources: [],
    family,
    partition: "auto",
    parameters: Object.fromEntries(Object.entries(names).map(([name, value]) => [name, { default: value }])),
    external: Object.fromEntries(external.map((name) => [name, name])),
    ...(anyDimension && { dimension: d }),
    ...(charge !== undefined && { charge }),
    ...(tail !== undefined && { tail: { model: tail, amplitude: "auto" } }),
    ...(spectrum.length > 0 && { spectrum }),
  });
}

/** Of a gap only the lower end is read. */
const HIGHEST = 100;
