import { exp } from "../../math/elementary.js";
import type { SystemDefinition, SystemEntry } from "./definition.js";

/** Single correlators of real scalars side by side: a component and a channel each, under the name of its external. */
export function stackedDefinition(externals: Readonly<Record<string, number>>): SystemDefinition {
  const names = Object.keys(externals);
  return {
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
export function u1Definition(dimension: number): SystemDefinition {
  const even = (channel: string, component: number) => equal(channel, component, dimension);
  const odd = (channel: string, component: number): SystemEntry => ({
    ...even(channel, component),
    sign: 1,
  });
  const power = (x: number) => exp(dimension * x);
  const crossed = (u: number, v: number) => power(v) + 2 * power(u) + power(u + v);
  return {
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
 * The blocks of 1×2 have a pole at the dimension of conserved currents, where no operator can be: these do not couple to two different dimensions.
 *
 * Combined channels: `112` has λ₁₁₂² of the operator 2 that 1×1 exchanges, which is also that of the operator 1 in 1×2; `11T` that of the stress
 * tensor, whose p¹¹¹¹ : p¹¹²² : p²²²² are Δ1² : Δ1Δ2 : Δ2² by its Ward identity.
 *
 * @source arXiv:1406.4858 (Kos, Poland, Simmons-Duffin), in the signs of blocks without (−1)^ℓ
 */
export function mixedDefinition(
  first: number,
  second: number,
  [a, b]: readonly [string, string],
): SystemDefinition {
  const names = {
    one: `${a}${a}${a}${a}`,
    mixed: `${a}${a}${b}${b}`,
    two: `${b}${b}${b}${b}`,
    odd: `${a}${b}${b}${a}`,
    exchange: `${a}${a}${b}`,
    tensor: `${a}${a}T`,
  };
  const mean = (first + second) / 2;
  const difference = first - second;
  const cross = { ...equal(names.odd, 3, first), delta12: -difference, delta34: difference };
  const alternate = { delta12: difference, delta34: difference, alternating: true };
  const [one, two] = [identicalModuli(first), identicalModuli(second)];
  const entries: SystemEntry[] = [
    equal(names.one, 0, first),
    equal(names.two, 1, second),
    { ...equal(names.odd, 2, mean), ...alternate },
    equal(names.mixed, 3, mean),
    cross,
    { ...equal(names.mixed, 4, mean), sign: 1 },
    { ...cross, component: 4, sign: 1, weight: -1 },
  ];
  // Σ|p¹¹²² g|² ≤ Σ p¹¹¹¹|g| · Σ p²²²²|g|, and ⟨2112⟩ = u^{(Δ1+Δ2)/2} v^{−Δ1} comes with v^{Δ1}
  const crossed = (u: number, v: number) => Math.sqrt(one(u, v) * two(u, v)) + exp(mean * u);
  return {
    components: [
      { name: names.one, moduli: one },
      { name: names.two, moduli: two },
      { name: `${a}${b}${a}${b}`, moduli: (u) => exp(mean * u) },
      { name: `${names.mixed} odd`, moduli: crossed },
      { name: `${names.mixed} even`, moduli: crossed },
    ],
    channels: [names.one, names.mixed, names.two, names.odd],
    entries: [
      ...entries,
      ...entries.flatMap((entry): SystemEntry[] => {
        const { exchange, tensor } = names;
        if (entry.channel === names.odd)
          return [{ ...entry, channel: exchange, at: { delta: first, spin: 0 } }];
        const ratio = {
          [names.one]: 1,
          [names.mixed]: second / first,
          [names.two]: (second / first) * (second / first),
        };
        const ofTensor = { ...entry, channel: tensor, weight: entry.weight * ratio[entry.channel]! };
        return entry.channel === names.one ? [{ ...entry, channel: exchange }, ofTensor] : [ofTensor];
      }),
    ],
    identity: [names.one, names.mixed, names.two],
    combined: [names.exchange, names.tensor],
  };
}

/**
 * A vector of O(N), N real, of dimension d: singlets S, traceless symmetric tensors T (even spins) and antisymmetric ones A (odd spins),
 * ⟨φᵢφⱼφₖφₗ⟩ = S δᵢⱼδₖₗ + T (δᵢₗδⱼₖ + δᵢₖδⱼₗ − 2/N δᵢⱼδₖₗ) + A (δᵢₗδⱼₖ − δᵢₖδⱼₗ),
 *
 *     Σ_S a (0, F₋, F₊) + Σ_T a (F₋, (1 − 2/N) F₋, −(1 + 2/N) F₊) + Σ_A a (−F₋, F₋, −F₊) = 0.
 *
 * @source arXiv:1307.6856 (Kos, Poland, Simmons-Duffin), in the signs of blocks without (−1)^ℓ
 */
export function vectorDefinition(dimension: number, n: number): SystemDefinition {
  const minus = (channel: string, component: number, weight = 1): SystemEntry => ({
    ...equal(channel, component, dimension),
    weight,
  });
  const plus = (channel: string, weight = 1): SystemEntry => ({ ...minus(channel, 2, weight), sign: 1 });
  const all = identicalModuli(dimension);
  return {
    components: [
      { name: "T − A", moduli: (u) => exp(dimension * u) },
      { name: "S odd", moduli: all },
      { name: "S even", moduli: all },
    ],
    channels: ["S", "T", "A"],
    entries: [
      minus("S", 1),
      plus("S"),
      minus("T", 0),
      minus("T", 1, 1 - 2 / n),
      plus("T", -(1 + 2 / n)),
      minus("A", 0, -1),
      minus("A", 1),
      plus("A", -1),
    ],
    identity: ["S"],
  };
}

/** F₋ of two equal pairs. */
const equal = (channel: string, component: number, exponent: number): SystemEntry => ({
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
