import type { FixedPoint } from "../../math/fixed-point.js";
import type { Series } from "../../math/power-series.js";

/** ∂_z^m ∂_z̄^n at z = z̄ = ½ over m! n!, or with any other meaning of two powers. */
export interface Powers {
  readonly m: number;
  readonly n: number;
}

/** Powers m ≥ n with m + n ≤ order, of all parities, falling m at equal sums. */
export function derivativePowers(order: number): Powers[] {
  return Array.from({ length: order + 1 }, (_, sum) =>
    Array.from({ length: Math.floor(sum / 2) + 1 }, (_, n) => ({ m: sum - n, n })),
  ).flat();
}

/**
 * Powers of p^t q^{2s} in the expansion of a block about z = z̄ = ½, with p = ½ ln(ρρ̄/ρ*²), q = ½ ln(ρ/ρ̄): r = r* e^p and η = cosh q, so
 * that one order of the radial series is e^{(Δ+n)p} times a function of q² without Δ.
 *
 * @param order largest t + 2s, that of derivatives
 */
export function radialPowers(order: number): { readonly t: number; readonly s: number }[] {
  return Array.from({ length: Math.floor(order / 2) + 1 }, (_, s) =>
    Array.from({ length: order - 2 * s + 1 }, (_, t) => ({ t, s })),
  ).flat();
}

/**
 * Coefficient of u^m v^n, z = ½ + u and z̄ = ½ + v, in p^t q^{2s}.
 *
 * @returns [derivativePowers][radialPowers]
 */
export function radialToDerivatives(fixed: FixedPoint, order: number): bigint[][] {
  const log = logRho(fixed, order);
  const powersOfLog = [[fixed.one, ...log.slice(1).map(() => 0n)]];
  for (let k = 1; k <= order; k++) powersOfLog.push(product(fixed, powersOfLog[k - 1]!, log));
  const columns = radialPowers(order).map(({ t, s }) => {
    // (a + b)^t (a − b)^{2s} / 2^{t+2s} = Σ_k w_k a^k b^{t+2s−k} with a, b the two logarithms
    const weights = binaryForm(t, 2 * s);
    return derivativePowers(order).map(({ m, n }) => {
      let sum = 0n;
      for (const [k, weight] of weights.entries()) {
        if (weight === 0n || k > m || t + 2 * s - k > n) continue;
        sum += weight * powersOfLog[k]![m]! * powersOfLog[t + 2 * s - k]![n]!;
      }
      return sum >> BigInt(fixed.bits + t + 2 * s);
    });
  });
  return derivativePowers(order).map((_, row) => columns.map((column) => column[row]!));
}

/** ln ρ(½ + u) − ln ρ*, from ρ′/ρ = 1/(z √(1−z)). */
function logRho(fixed: FixedPoint, order: number): Series {
  const inverse: bigint[] = [];
  const root: bigint[] = [];
  // 2 (−2u)^k and √2 C(2k, k) (u/2)^k
  let central = fixed.squareRoot(2n * fixed.one);
  for (let k = 0; k <= order; k++) {
    inverse.push((k % 2 === 0 ? 2n : -2n) * (fixed.one << BigInt(k)));
    root.push(central);
    central = (central * BigInt(2 * k + 1)) / BigInt(k + 1);
  }
  const slope = product(fixed, inverse, root);
  return [0n, ...slope.slice(0, order).map((entry, k) => entry / BigInt(k + 1))];
}

/** p(u) q(u), as long as p. */
export function product(fixed: FixedPoint, p: Series, q: Series): bigint[] {
  return p.map((_, k) => {
    let sum = 0n;
    for (let i = 0; i <= k; i++) sum += p[i]! * (q[k - i] ?? 0n);
    return sum >> BigInt(fixed.bits);
  });
}

/** Whole w_k with (a + b)^t (a − b)^s = Σ_k w_k a^k b^{t+s−k}. */
function binaryForm(t: number, s: number): bigint[] {
  let form = [1n];
  const times = (sign: bigint) => {
    const next = [...form.map((entry) => sign * entry), 0n];
    for (const [k, entry] of form.entries()) next[k + 1]! += entry;
    form = next;
  };
  for (let k = 0; k < t; k++) times(1n);
  for (let k = 0; k < s; k++) times(-1n);
  return form;
}
