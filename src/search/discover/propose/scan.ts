import { commonDomain, piecesBetween, poleGaps } from "../../../blocks/domain.js";
import { givenOperators } from "../content.js";
import { type Kind, lowestDelta, sameKind } from "../kinds.js";
import type { Level, Solution } from "../level.js";
import { Profile, type ProfilePlace } from "../profile.js";
import type { Proposal, Proposer } from "./proposer.js";

/** Places of a profile, in levels. */
const STEP = 0.05;
/** Places of one kind that are proposed. */
const PEAKS = 2;
/** Part of χ² that an operator has to take away to be proposed. Those that are asked for take away a third and more. */
const WORTH_POLISHING = 0.1;

/** The highest places of each kind's {@link Profile}. */
export const scan: Proposer = {
  propose(level, held) {
    const profile = new Profile(level, held);
    return level.kinds
      .flatMap((kind) =>
        peaks(profile.of(kind, places(level, held, kind))).map((place) => ({ ...kind, ...place })),
      )
      .filter(({ gain }) => gain > WORTH_POLISHING * profile.chi2)
      .sort((a, b) => b.gain - a.gain);
  },
};

/** The best place of each kind, whatever it promises, the most promising first. */
export function likeliestPlaces(level: Level, held: Solution): Proposal[] {
  const profile = new Profile(level, held);
  return level.kinds
    .flatMap((kind) => {
      const [best] = profile.of(kind, places(level, held, kind)).sort((a, b) => b.gain - a.gain);
      return best ? [{ ...kind, ...best }] : [];
    })
    .sort((a, b) => b.gain - a.gain)
    .map(({ gain: _, ...place }) => place);
}

/** Local maxima, highest first. */
function peaks(profile: readonly ProfilePlace[]): ProfilePlace[] {
  return profile
    .filter(({ gain }, k) => gain >= (profile[k - 1]?.gain ?? 0) && gain > (profile[k + 1]?.gain ?? 0))
    .sort((a, b) => b.gain - a.gain)
    .slice(0, PEAKS);
}

/** Where an operator of a kind may be beside those of a solution. */
export function places(level: Level, held: Solution, kind: Kind): number[] {
  const { setting, cut, spacing } = level;
  const { theory, family } = setting;
  const others = [...givenOperators(theory, cut), ...held.operators].filter((other) => sameKind(other, kind));
  const lower = lowestDelta(theory, kind);
  const domain = commonDomain(
    kind.channels.map((channel) => family.blockDomain({ channel, spin: kind.spin })),
  );
  const pieces = piecesBetween(lower, cut, poleGaps(domain, lower, cut));
  const all = Array.from(
    { length: Math.floor((cut - lower) / (STEP * spacing)) + 1 },
    (_, k) => lower + k * STEP * spacing,
  );
  return all.filter(
    (delta) =>
      pieces.some(([from, to]) => delta >= from && delta <= to) &&
      others.every((other) => level.resolves(other.delta, delta)),
  );
}
