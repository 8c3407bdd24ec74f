import { InputError } from "../../errors.js";
import type { Random } from "../../math/random.js";
import type { Theory } from "../../theory/theory.js";
import type { Rung } from "../rung/rung.js";
import type { Policy } from "./policy.js";
import { unitarityBound } from "./train.js";

/** Starts for the unknown dimensions of a rung from a policy, operator by operator in the order of the spectrum; fixed ones are known to it. */
export class PolicyPlaces {
  private readonly dimension: number;
  private readonly theory: Theory;

  /** @throws InputError for a family whose blocks know of no dimension of space */
  constructor(
    private readonly policy: Policy,
    private readonly rung: Rung,
  ) {
    const { theory, family } = rung.setting;
    const allowed = "is for theories whose family says in how many dimensions they live";
    if (family.dimension === null) throw new InputError({ where: "policy", found: theory.family, allowed });
    this.dimension = family.dimension;
    this.theory = theory;
  }

  /** @param given dimensions of the first unknowns that are known already */
  place(random: Random, given: readonly number[] = []): Float64Array {
    const { dimension, rung } = this;
    const local = knowsStressTensor(this.theory);
    const { operators } = rung.truncation;
    const x: number[] = [];
    const deltas: number[] = [];
    for (const [k, operator] of operators.entries()) {
      const { spin, lower, upper } = operator;
      const placed = (which: (other: Kept) => boolean) => deltas.filter((_, j) => which(operators[j]!));
      const scalars = placed((other) => other.spin === 0 && shareChannel(other, operator));
      const state = {
        dimension,
        external: this.external(operator, random),
        local,
        spin,
        below: placed((other) => alike(other, operator)).sort((a, b) => a - b),
        lowest: scalars.length > 0 ? Math.min(...scalars) : null,
        bound: unitarityBound(dimension, spin),
      };
      const isFree = lower < upper;
      deltas[k] = isFree ? (given[x.length] ?? this.policy.draw(state, [lower, upper], random)) : lower;
      if (isFree) x.push(deltas[k]);
    }
    return Float64Array.from(x);
  }

  /** Δ of one of the external operators that the operator's channels are named after, at random; of any where there are none. */
  private external({ terms }: Kept, random: Random): number {
    const among = ownExternals(
      this.theory,
      terms.map(({ channel }) => channel),
    );
    return among[among.length === 1 ? 0 : random.integer(among.length)]![1];
  }
}

/**
 * The external operators, with their dimensions, that some of the channels are named after; all where there
 * are none.
 */
export function ownExternals(theory: Theory, channels: readonly string[]): [name: string, delta: number][] {
  const all = Object.entries(theory.external);
  const own = all.filter(([name]) => channels.some((channel) => channel.includes(name)));
  return own.length > 0 ? own : all;
}

/** Whether a theory is known to have a stress tensor. */
export function knowsStressTensor(theory: Theory): boolean {
  return theory.charge !== null || theory.spectrum.some(({ conserved, spin }) => conserved && spin === 2);
}

/** Starts from a policy, where there is one. */
export function policyPlaces(policy: Policy | undefined, rung: Rung): PolicyPlaces | null {
  return policy ? new PolicyPlaces(policy, rung) : null;
}

type Kept = Rung["truncation"]["operators"][number];

const shareChannel = (a: Kept, b: Kept) =>
  a.terms.some(({ channel }) => b.terms.some((other) => other.channel === channel));

/** Of one spin, and exchanged in the same channels. */
const alike = (a: Kept, b: Kept) =>
  a.spin === b.spin &&
  a.terms.length === b.terms.length &&
  a.terms.every(({ channel }, t) => channel === b.terms[t]!.channel);
