import { InputError } from "../../errors.js";
import type { Random } from "../../math/random.js";
import type { Rung } from "../rung/rung.js";
import type { SpectrumPolicy } from "./policy.js";
import { unitarityBound } from "./train.js";

/** Starts for the unknown dimensions of a rung from a policy, operator by operator in the order of the spectrum; fixed ones are known to it. */
export class PolicyPlaces {
  private readonly dimension: number;
  private readonly externals: readonly (readonly [name: string, delta: number])[];
  private readonly local: boolean;

  /** @throws InputError for a family whose blocks know of no dimension of space */
  constructor(
    private readonly policy: SpectrumPolicy,
    private readonly rung: Rung,
  ) {
    const { theory, family } = rung.setting;
    const allowed = "is for theories whose family says in how many dimensions they live";
    if (family.dimension === null) throw new InputError({ where: "policy", found: theory.family, allowed });
    this.dimension = family.dimension;
    this.externals = Object.entries(theory.external);
    this.local =
      theory.charge !== null || theory.spectrum.some(({ conserved, spin }) => conserved && spin === 2);
  }

  /** @param given dimensions of the first unknowns that are known already */
  place(random: Random, given: readonly number[] = []): Float64Array {
    const { dimension, local, rung } = this;
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
    const own = this.externals.filter(([name]) => terms.some(({ channel }) => channel.includes(name)));
    const among = own.length > 0 ? own : this.externals;
    return among[among.length === 1 ? 0 : random.integer(among.length)]![1];
  }
}

/** Starts from a policy, where there is one. */
export function policyPlaces(policy: SpectrumPolicy | undefined, rung: Rung): PolicyPlaces | null {
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
