export interface Place {
  readonly channel: string;
  readonly spin: number;
  readonly delta: number;
}

export interface Found extends Place {
  readonly determined: boolean;
}

/** Distance in Δ beyond which leaving an operator alone is better than pairing it. */
const indifference = 1;

/**
 * Pairs found operators with reference operators of the same channel and spin, one to one: in the order of Δ and with the
 * smallest sum of distances, where being left alone counts as a distance of 1. A determined operator that is left alone then
 * gets the nearest reference still free, however far, so that a wrong dimension shows as a large pull and cannot hide.
 * @returns for each found operator the index of its reference, or null
 */
export function matchOperators(
  found: readonly Found[],
  references: readonly Place[],
): readonly (number | null)[] {
  const matches = new Array<number | null>(found.length).fill(null);
  for (const sector of sectors(found)) {
    const members = ordered(found, sector);
    const candidates = ordered(references, sector);
    const steps = align(
      members.map((index) => found[index]!.delta),
      candidates.map((index) => references[index]!.delta),
    );
    for (const [member, candidate] of steps) matches[members[member]!] = candidates[candidate]!;
    pairLeftovers(found, references, matches, { members, candidates });
  }
  return matches;
}

function sectors(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [`${place.spin} ${place.channel}`, place])).values()];
}

function ordered(places: readonly Place[], sector: Place): number[] {
  return places
    .map((_, index) => index)
    .filter((index) => places[index]!.spin === sector.spin && places[index]!.channel === sector.channel)
    .sort((a, b) => places[a]!.delta - places[b]!.delta);
}

/** Order-preserving alignment of two ascending lists by dynamic programming: cost[i][j] of their first i and j entries. */
function align(left: readonly number[], right: readonly number[]): [number, number][] {
  const cost = left.map(() => new Float64Array(right.length + 1));
  cost.unshift(new Float64Array(right.length + 1));
  for (let i = 1; i <= left.length; i++) {
    cost[i]![0] = i * indifference;
    for (let j = 1; j <= right.length; j++) {
      const paired = cost[i - 1]![j - 1]! + Math.abs(left[i - 1]! - right[j - 1]!);
      cost[i]![j] = Math.min(paired, cost[i - 1]![j]! + indifference, cost[i]![j - 1]!);
    }
  }
  return trace(cost);
}

function trace(cost: readonly Float64Array[]): [number, number][] {
  const pairs: [number, number][] = [];
  let i = cost.length - 1;
  let j = cost[0]!.length - 1;
  while (i > 0 && j > 0) {
    const here = cost[i]![j]!;
    if (here === cost[i]![j - 1]!) j--;
    else if (here === cost[i - 1]![j]! + indifference) i--;
    else pairs.push([--i, --j]);
  }
  return pairs;
}

function pairLeftovers(
  found: readonly Found[],
  references: readonly Place[],
  matches: (number | null)[],
  sector: { members: readonly number[]; candidates: readonly number[] },
): void {
  const free = new Set(sector.candidates.filter((candidate) => !matches.includes(candidate)));
  for (const member of sector.members) {
    if (matches[member] !== null || !found[member]!.determined || free.size === 0) continue;
    const distance = (candidate: number) => Math.abs(references[candidate]!.delta - found[member]!.delta);
    const nearest = [...free].reduce((best, candidate) =>
      distance(candidate) < distance(best) ? candidate : best,
    );
    free.delete(nearest);
    matches[member] = nearest;
  }
}
