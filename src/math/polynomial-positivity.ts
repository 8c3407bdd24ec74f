import type { Series } from "./power-series.js";

/** The same polynomial of u in [−1, 1] as one of x = (1 + u)/2 in [0, 1]; exact. */
export function onUnitInterval(p: Series): Series {
  const shifted = [...p];
  // p(w − 1) by synthetic division, w = 2x
  for (let i = 0; i < shifted.length; i++)
    for (let k = shifted.length - 2; k >= i; k--) shifted[k]! -= shifted[k + 1]!;
  return shifted.map((entry, k) => entry << BigInt(k));
}

/** Halvings of the interval before a place counts as not proved. */
const DEEPEST = 400;
const MOST_PIECES = 20_000;

/**
 * Proves that p(x) > margin for all x in [0, 1]: all coefficients in the Bernstein basis are positive, on the interval or on pieces of it,
 * halved where one is not. Integers throughout, every rounding downwards, so that what is proved holds of the coefficients given.
 *
 * @param p coefficients of x⁰, x¹, …
 * @returns null where it is proved, else a place in [0, 1] where it is not
 */
export function notAbove(p: Series, margin: bigint): number | null {
  return notPositive(bernstein(p, margin));
}

/**
 * Proves that p(x) > 0 for all x ≥ 0, and that its highest coefficient is positive. Of p(x) (1 + x)^{−degree} the coefficients in the Bernstein
 * basis of x/(1 + x) are those of p over binomial ones.
 *
 * @param p coefficients of x⁰, x¹, …, lower bounds of the exact ones
 * @returns null where it is proved, else a place in [0, ∞] where it is not
 */
export function notPositiveOnHalfLine(p: Series): number | null {
  const choose = binomials(p.length - 1);
  // room for the halvings of what is divided
  const place = notPositive(p.map((entry, k) => (entry << ROOM) / choose[k]! - 1n));
  return place === null ? null : place / (1 - place);
}

const ROOM = 64n;

/** The same of coefficients in the Bernstein basis. */
function notPositive(coefficients: readonly bigint[]): number | null {
  const pieces = [{ from: 0, width: 1, bernstein: coefficients, depth: 0 }];
  for (let count = 0; pieces.length > 0; count++) {
    const { from, width, bernstein: b, depth } = pieces.pop()!;
    if (b[0]! <= 0n) return from;
    if (b[b.length - 1]! <= 0n) return from + width;
    if (b.every((entry) => entry > 0n)) continue;
    if (depth === DEEPEST || count === MOST_PIECES) return from + width / 2;
    const [left, right] = halves(b);
    pieces.push({ from: from + width / 2, width: width / 2, bernstein: right, depth: depth + 1 });
    pieces.push({ from, width: width / 2, bernstein: left, depth: depth + 1 });
  }
  return null;
}

/** b_j = Σ_k c_k C(j,k)/C(d,k) − margin, rounded downwards. */
function bernstein(p: Series, margin: bigint): bigint[] {
  const degree = p.length - 1;
  const ofDegree = binomials(degree);
  return p.map((_, j) =>
    binomials(j).reduce((sum, choose, k) => sum + (p[k]! * choose) / ofDegree[k]! - 1n, -margin),
  );
}

function binomials(n: number): bigint[] {
  const row = [1n];
  for (let k = 0; k < n; k++) row.push((row[k]! * BigInt(n - k)) / BigInt(k + 1));
  return row;
}

/** The same polynomial on both halves, by de Casteljau's scheme. */
function halves(b: readonly bigint[]): [bigint[], bigint[]] {
  const work = [...b];
  const left: bigint[] = [];
  const right: bigint[] = [];
  for (let length = work.length; length > 0; length--) {
    left.push(work[0]!);
    right.push(work[length - 1]!);
    for (let k = 0; k + 1 < length; k++) work[k] = (work[k]! + work[k + 1]!) >> 1n;
  }
  return [left, right.reverse()];
}
