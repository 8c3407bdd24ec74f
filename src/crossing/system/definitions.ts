import { exp } from "../../math/elementary.js";
import type { SystemDefinition2d, SystemEntry2d } from "./definition.js";

/** Single correlators of real scalars side by side: a component and a channel each, under the name of its external. */
export function stackedDefinition(externals: Readonly<Record<string, number>>): SystemDefinition2d {
  const names = Object.keys(externals);
  return {
    family: "global-2d-joint",
    components: names.map((name) => ({ name, moduli: identicalModuli(externals[name]!) })),
    channels: names,
    entries: names.map((channel, component) => equal(channel, component, externals[channel]!)),
    identity: names,
  };
}

/**
 * A complex scalar φ of dimension d and charge 1. With `neutral` a = p(φ φ̄ φ φ̄) ≥ 0 (all spins) and `charge-2` a = p(φ φ φ̄ φ̄) ≥ 0
 * (even spins):
 *
 *     Σ_{neutral, even ℓ} a (F₋, F₋, F₊) + Σ_{neutral, odd ℓ} a (F₋, −F₋, −F₊) + Σ_{charge-2} a (0, F₋, −F₊) = 0.
 *
 * The first row is ⟨φφ̄φφ̄⟩ with itself, the others are sum and difference of ⟨φφ̄φ̄φ⟩ = ⟨φφφ̄φ̄⟩ crossed.
 *
 * @source arXiv:1009.5985 (Rattazzi, Rychkov, Vichi), in the signs of blocks without (−1)^ℓ
 */
export function u1Definition(dimension: number): SystemDefinition2d {
  const even = (channel: string, component: number) => equal(channel, component, dimension);
  const odd = (channel: string, component: number): SystemEntry2d => ({
    ...even(channel, component),
    sign: 1,
  });
  const power = (x: number) => exp(dimension * x);
  const crossed = (u: number, v: number) => power(v) + 2 * power(u) + power(u + v);
  return {
    family: "global-2d-u1",
    components: [
      { name: "+-+-", moduli: (u, v) => power(v) + power(u) },
      { name: "++-- odd", moduli: crossed },
      { name: "++-- even", moduli: crossed },
    ],
    channels: ["neutral", "charge-2"],
    entries: [
      even("neutral", 0),
      { ...even("neutral", 1), alternating: true },
      { ...odd("neutral", 2), alternating: true },
      even("charge-2", 1),
      { ...odd("charge-2", 2), weight: -1 },
    ],
    identity: ["neutral"],
  };
}

/**
 * Two real scalars 1, 2 of different dimensions. Operators of 1×1 and 2×2 (even spins) have p¹¹¹¹, p²²²² ≥ 0 and p¹¹²² of any sign, those of
 * 1×2 (all spins) |λ|² = p¹²²¹ ≥ 0:
 *
 *     Σ p¹¹¹¹ F₋^{11,11} = 0,   Σ p²²²² F₋^{22,22} = 0,   Σ (−1)^ℓ |λ|² F₋^{12,12} = 0,   Σ p¹¹²² F_∓^{11,22} ± Σ |λ|² F_∓^{21,12} = 0.
 *
 * The blocks of 1×2 have a pole at Δ = ℓ, where no operator can be: a conserved current does not couple to two different dimensions.
 *
 * @source arXiv:1406.4858 (Kos, Poland, Simmons-Duffin), in the signs of blocks without (−1)^ℓ
 */
export function mixedDefinition(
  first: number,
  second: number,
  [a, b]: readonly [string, string],
): SystemDefinition2d {
  const names = {
    one: `${a}${a}${a}${a}`,
    mixed: `${a}${a}${b}${b}`,
    two: `${b}${b}${b}${b}`,
    odd: `${a}${b}${b}${a}`,
  };
  const mean = (first + second) / 2;
  const difference = first - second;
  const cross = { ...equal(names.odd, 3, first), delta12: -difference, delta34: difference };
  const alternate = { delta12: difference, delta34: difference, alternating: true };
  const [one, two] = [identicalModuli(first), identicalModuli(second)];
  // Σ|p¹¹²² g|² ≤ Σ p¹¹¹¹|g| · Σ p²²²²|g|, and ⟨2112⟩ = u^{(Δ1+Δ2)/2} v^{−Δ1} comes with v^{Δ1}
  const crossed = (u: number, v: number) => Math.sqrt(one(u, v) * two(u, v)) + exp(mean * u);
  return {
    family: "global-2d-mixed",
    components: [
      { name: names.one, moduli: one },
      { name: names.two, moduli: two },
      { name: `${a}${b}${a}${b}`, moduli: (u) => exp(mean * u) },
      { name: `${names.mixed} odd`, moduli: crossed },
      { name: `${names.mixed} even`, moduli: crossed },
    ],
    channels: [names.one, names.mixed, names.two, names.odd],
    entries: [
      equal(names.one, 0, first),
      equal(names.two, 1, second),
      { ...equal(names.odd, 2, mean), ...alternate },
      equal(names.mixed, 3, mean),
      cross,
      { ...equal(names.mixed, 4, mean), sign: 1 },
      { ...cross, component: 4, sign: 1, weight: -1 },
    ],
    identity: [names.one, names.mixed, names.two],
  };
}

/** F₋ of two equal pairs. */
const equal = (channel: string, component: number, exponent: number): SystemEntry2d => ({
  channel,
  component,
  delta12: 0,
  delta34: 0,
  exponent,
  sign: -1,
  weight: 1,
  alternating: false,
});

/** v^Δ G for G = 1 + u^Δ + (u/v)^Δ, the generalised free field's. */
const identicalModuli = (dimension: number) => (u: number, v: number) =>
  exp(dimension * v) + exp(dimension * (u + v)) + exp(dimension * u);
