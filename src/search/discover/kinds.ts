import { exchanges } from "../../crossing/spins.js";
import { InputError } from "../../errors.js";
import { channelsOf } from "../../families/sectors.js";
import { familyOf } from "../../theory/family-of.js";
import type { OperatorSpec, Theory } from "../../theory/theory.js";

/** What operators are told apart by besides their dimensions: where they are exchanged, and their spin. */
export interface Kind {
  /** of a sector, one coefficient each */
  readonly channels: readonly string[];
  readonly spin: number;
}

/** Are two operators, or an operator and a kind, of one kind? */
export const sameKind = (a: Kind, b: Kind) =>
  a.spin === b.spin &&
  a.channels.length === b.channels.length &&
  a.channels.every((channel, t) => channel === b.channels[t]);

/** Far above what unit-normalised operators reach at moderate Δ. */
const WIDEST_OPE2 = 100;
/** Of a scalar above its unitarity bound, where it would be free or the identity, in levels. */
const ABOVE_BOUND = 0.05;
/** In a theory that is not unitary dimensions start so far below the unitarity bound, in levels. */
const BELOW_BOUND = 1;

/** Kinds of operators that may stand below a cut, sector after sector, by spin. */
export function kindsBelow(theory: Theory, cut: number): Kind[] {
  const { sectors, levelSpacing } = familyOf(theory);
  return sectors.flatMap(({ channels, spins }) => {
    const kinds: Kind[] = [];
    for (let spin = 0; lowestDelta(theory, { channels, spin }) <= cut - levelSpacing / 4; spin++)
      if (exchanges(spins, spin)) kinds.push({ channels, spin });
    return kinds;
  });
}

/** Where the dimensions of a kind may begin: at a known gap, else at the unitarity bound or somewhat below it in theories that are not unitary. */
export function lowestDelta(theory: Theory, kind: Kind): number {
  const { unitarityBound, levelSpacing } = familyOf(theory);
  const bound = unitarityBound(kind.spin);
  const gaps = theory.gaps
    .filter(
      ({ spin, channels }) => spin === kind.spin && channels.some((name) => kind.channels.includes(name)),
    )
    .map(({ delta }) => delta);
  if (gaps.length > 0) return Math.max(...gaps);
  if (!theory.unitary) return bound - BELOW_BOUND * levelSpacing;
  return kind.spin === 0 ? bound + ABOVE_BOUND * levelSpacing : bound;
}

/** An operator of a kind, of unknown dimension up to `highest`, as a theory has them. */
export function unknownOperator(theory: Theory, kind: Kind, highest: number): OperatorSpec {
  const lower = lowestDelta(theory, kind);
  const delta = [lower, Math.max(highest, lower + theory.separation)] as const;
  return {
    ...kind,
    fixedDelta: null,
    conserved: false,
    delta,
    ope2: signs(theory, kind).map((positive) => [positive ? 0 : -WIDEST_OPE2, WIDEST_OPE2] as const),
    window: delta[1] - delta[0],
    guess: true,
  };
}

/** Which coefficients of a kind are squares of real numbers. */
export function signs(theory: Theory, { channels }: Kind): boolean[] {
  const known = channelsOf(familyOf(theory).sectors);
  return channels.map((channel) => theory.unitary && !known[channel]!.signed);
}

/**
 * @throws InputError for families in which there is nothing to find: rows are equations, or symmetry fixes what there is; and where a theory
 * has a dimension as an unknown besides
 */
export function requireKinds(theory: Theory): void {
  const { sectors, places } = familyOf(theory);
  if (theory.objective === "whitened" && places === "plane" && sectors.every(({ short }) => !short)) return;
  throw new InputError({
    where: "partition",
    found: "auto",
    allowed: `the content of ${theory.name} cannot be searched for: the family ${theory.family} has no tail to judge it by`,
  });
}
