/**
 * Exact two-sided sign test of `wins` against `losses` (with successes on the same seeds: McNemar's test; ties do not count):
 * the probability of a split at least as uneven from fair coins. 1 where there is nothing to tell.
 */
export function signTest(wins: number, losses: number): number {
  const n = wins + losses;
  const fewer = Math.min(wins, losses);
  let term = 1;
  for (let k = 0; k < n; k++) term /= 2;
  let sum = 0;
  for (let k = 0; k <= fewer; k++) {
    sum += term;
    term *= (n - k) / (k + 1);
  }
  return Math.min(1, 2 * sum);
}

/**
 * Exact two-sided p of Wilcoxon's signed-rank test (Biometrics Bull. 1 (1945) 80) of paired numbers: pairs that are equal are left out,
 * equal differences share their mean rank, and the distribution is that of all 2ⁿ signs of these ranks. An infinite number is larger
 * than any finite one, by the same amount each. 1 where nothing differs.
 */
export function wilcoxonTest(first: readonly number[], second: readonly number[]): number {
  const differences = first.map((a, k) => (a === second[k] ? 0 : a - second[k]!)).filter((d) => d !== 0);
  const ranks = doubledRanks(differences.map(Math.abs));
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const positive = ranks.reduce((sum, rank, k) => sum + (differences[k]! > 0 ? rank : 0), 0);
  // probability of each sum of the ranks with positive sign
  let distribution = [1];
  for (const rank of ranks) {
    const next = new Array<number>(distribution.length + rank).fill(0);
    for (const [sum, probability] of distribution.entries()) {
      next[sum]! += probability / 2;
      next[sum + rank]! += probability / 2;
    }
    distribution = next;
  }
  const least = Math.min(positive, total - positive);
  const tail = distribution.slice(0, least + 1).reduce((sum, probability) => sum + probability, 0);
  return Math.min(1, 2 * tail);
}

/** Twice the rank of each, so that the mean ranks of equal ones are whole. */
function doubledRanks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return 2 * below + equal + 1;
  });
}
