import { exp } from "../../math/elementary.js";
import type { Random } from "../../math/random.js";
import { FEATURES, origin, type PolicyState, writeFeatures } from "./features.js";

/** An operator of a solution, with what was placed before it. */
export interface MemoryEntry extends PolicyState {
  readonly delta: number;
}

/** A policy that remembers solutions, as a file has it. */
export interface MemoryDocument {
  readonly kind: "crossing-policy";
  readonly schema: 1;
  readonly suite: "archive";
  readonly memory: readonly MemoryEntry[];
}

/**
 * Distance of two states, in their features, at which one counts for e^(−½) of one that is at the state
 * itself.
 */
const WIDTH = 0.3;
/** σ of the dimensions proposed about a remembered one, and how it grows with the distance of the states. */
const SPREAD = 0.02;
const SPREAD_BY_DISTANCE = 0.1;

/**
 * Proposes dimensions that operators had in remembered solutions, the sooner the more alike what was known
 * there.
 */
export class MemoryPolicy {
  private readonly features: readonly Float32Array[];

  constructor(private readonly entries: readonly MemoryEntry[]) {
    this.features = entries.map(featuresOf);
  }

  /**
   * A dimension for the operator, within its range; uniform where nothing of its spin is remembered there.
   */
  draw(state: PolicyState, [lower, upper]: readonly [number, number], random: Random): number {
    const own = featuresOf(state);
    const from = origin(state);
    const near = this.entries.flatMap((entry, k) => {
      const delta = from + entry.delta - origin(entry);
      if (entry.spin !== state.spin || !(delta >= lower && delta <= upper)) return [];
      return [{ delta, distance: distanceOf(own, this.features[k]!) }];
    });
    if (near.length === 0) return random.between(lower, upper);
    const nearest = near.reduce((least, { distance }) => Math.min(least, distance), Number.POSITIVE_INFINITY);
    const weights = near.map(({ distance }) =>
      exp((nearest * nearest - distance * distance) / (2 * WIDTH * WIDTH)),
    );
    let rest = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
    const found = weights.findIndex((weight) => {
      rest -= weight;
      return rest < 0;
    });
    const { delta, distance } = near[found < 0 ? near.length - 1 : found]!;
    const proposed = delta + (SPREAD + SPREAD_BY_DISTANCE * distance) * random.normal();
    return Math.min(Math.max(proposed, lower), upper);
  }
}

function featuresOf(state: PolicyState): Float32Array {
  const features = new Float32Array(FEATURES);
  writeFeatures(state, features);
  return features;
}

function distanceOf(a: Float32Array, b: Float32Array): number {
  let square = 0;
  for (let i = 0; i < a.length; i++) square += (a[i]! - b[i]!) * (a[i]! - b[i]!);
  return Math.sqrt(square);
}

/** Whether a document is one of remembered solutions, all of whose entries can be read. */
export function isMemory(document: object): document is MemoryDocument {
  if (!("memory" in document) || !Array.isArray(document.memory)) return false;
  return document.memory.every(isEntry);
}

function isEntry(value: unknown): value is MemoryEntry {
  if (typeof value !== "object" || value === null) return false;
  const { dimension, external, local, spin, below, lowest, bound, delta } = value as Record<string, unknown>;
  const numbers = [dimension, external, spin, bound, delta, ...(lowest === null ? [] : [lowest])];
  return (
    typeof local === "boolean" &&
    Array.isArray(below) &&
    [...numbers, ...below].every((number) => typeof number === "number" && Number.isFinite(number))
  );
}
