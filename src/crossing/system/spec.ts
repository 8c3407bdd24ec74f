import { exp } from "../../math/elementary.js";
import type { Spins } from "../spins.js";
import type { SystemDefinition, SystemEntry } from "./definition.js";

/** External operators of a system: dimensions by name, and which is the conjugate of which; real ones are their own. */
export interface SystemExternals {
  readonly dimensions: Readonly<Record<string, number>>;
  readonly conjugates: Readonly<Record<string, string>>;
}

/**
 * A system as a theory file has it, sector by sector: what an operator adds to the equations, as weights × F_±^{ij,kl} of named externals.
 */
export interface SystemSpec extends SystemExternals {
  readonly equations: readonly string[];
  readonly sectors: readonly SectorSpec[];
}

export interface SectorSpec {
  readonly name: string;
  readonly spins: Spins;
  /** n: operators couple by n numbers, channels are the entries i ≤ j of their products */
  readonly size: number;
  /** the identity is exchanged, with coefficient 1 in each channel; and so is the stress tensor */
  readonly identity: boolean;
  readonly channels: Readonly<Record<string, readonly TermSpec[]>>;
}

/** weight · (±1)^ℓ · F_±^{ij,kl} in an equation. */
export interface TermSpec {
  readonly equation: string;
  readonly f: "-" | "+";
  /** i, j, k, l */
  readonly externals: readonly [string, string, string, string];
  readonly weight: number;
  readonly alternating: boolean;
}

/** The system's equations; the sizes of their terms are those of generalised free fields. */
export function systemDefinition(spec: SystemSpec): SystemDefinition {
  const { equations, sectors, dimensions } = spec;
  const terms = sectors.flatMap(({ channels }) =>
    Object.entries(channels).flatMap(([channel, own]) => own.map((term) => ({ channel, term }))),
  );
  return {
    components: equations.map((name) => ({
      name,
      moduli: freeModuli(
        spec,
        terms.flatMap(({ term }) => (term.equation === name ? [term] : [])),
      ),
    })),
    channels: sectors.flatMap(({ channels }) => Object.keys(channels)),
    entries: terms.map(({ channel, term }): SystemEntry => {
      const [i, j, k, l] = term.externals.map((name) => dimensions[name]!) as [
        number,
        number,
        number,
        number,
      ];
      return {
        channel,
        component: equations.indexOf(term.equation),
        delta12: i - j,
        delta34: k - l,
        exponent: (j + k) / 2,
        sign: term.f === "-" ? -1 : 1,
        weight: term.weight,
        alternating: term.alternating,
      };
    }),
    identity: sectors.flatMap(({ identity, channels }) => (identity ? Object.keys(channels) : [])),
  };
}

/** Dimensions of the two pairs' externals that a channel's coefficients are products for: ⟨φi φj φk φl⟩. */
export function channelExternals(
  { dimensions, conjugates }: SystemExternals,
  [i, j, k, l]: TermSpec["externals"],
): [number, number] {
  const [a, b, c, d] = [i, j, k, l].map((name) => dimensions[name]!) as [number, number, number, number];
  return samePair([i, j], [k, l], conjugates) ? [a, b] : [(a + b) / 2, (c + d) / 2];
}

type Pair = readonly [string, string];

/** Do two pairs exchange the same operators with the same coefficients, up to signs? */
function samePair([i, j]: Pair, [k, l]: Pair, conjugates: SystemExternals["conjugates"]): boolean {
  const same = (a: string, b: string) => (a === k && b === l) || (a === l && b === k);
  return same(i, j) || same(conjugates[i] ?? i, conjugates[j] ?? j);
}

/** A power of v, u v or u, so many times. */
interface FreeTerm {
  readonly kind: "v" | "uv" | "u";
  readonly dimension: number;
  readonly count: number;
}

/**
 * Σ over the pairs of an equation of v^D Σ|p g|, in generalised free fields: the correlator ⟨i j j̄ ī⟩ in which all coefficients are positive
 * has v^D, where i and j are conjugates; (u v)^D, where they are equal; and u^{(Δi+Δj)/2}. Products of two pairs are at most the geometric
 * mean of theirs. What stands there several times, in several representations, is one correlator.
 */
function freeModuli(externals: SystemExternals, terms: readonly TermSpec[]) {
  const { conjugates } = externals;
  const seen: (readonly [Pair, Pair])[] = [];
  const sum: (FreeTerm | readonly [FreeTerm[], FreeTerm[]])[] = [];
  for (const { externals: names } of terms) {
    const left: Pair = [names[0], names[1]];
    const right: Pair = [names[2], names[3]];
    const known = seen.some(([a, b]) => samePair(a, left, conjugates) && samePair(b, right, conjugates));
    if (known) continue;
    seen.push([left, right]);
    if (samePair(left, right, conjugates)) for (const term of pairTerms(externals, left)) merge(sum, term);
    else sum.push([pairTerms(externals, left), pairTerms(externals, right)]);
  }
  return (u: number, v: number) =>
    sum.reduce(
      (total, part) =>
        total +
        ("kind" in part ? sizeOf(part, u, v) : Math.sqrt(sumOf(part[0], u, v) * sumOf(part[1], u, v))),
      0,
    );
}

function merge(sum: (FreeTerm | readonly [FreeTerm[], FreeTerm[]])[], term: FreeTerm): void {
  const twin = sum.findIndex(
    (other) => "kind" in other && other.kind === term.kind && other.dimension === term.dimension,
  );
  if (twin < 0) sum.push(term);
  else sum[twin] = { ...term, count: term.count + (sum[twin] as FreeTerm).count };
}

function pairTerms({ dimensions, conjugates }: SystemExternals, [i, j]: Pair): FreeTerm[] {
  const dimension = dimensions[i]!;
  return [
    ...(j === (conjugates[i] ?? i) ? [{ kind: "v" as const, dimension, count: 1 }] : []),
    ...(i === j ? [{ kind: "uv" as const, dimension, count: 1 }] : []),
    { kind: "u", dimension: (dimension + dimensions[j]!) / 2, count: 1 },
  ];
}

const sumOf = (terms: readonly FreeTerm[], u: number, v: number) =>
  terms.reduce((sum, term) => sum + sizeOf(term, u, v), 0);

function sizeOf({ kind, dimension, count }: FreeTerm, u: number, v: number): number {
  const power = kind === "v" ? v : kind === "u" ? u : u + v;
  return count * exp(dimension * power);
}
