/**
 * A system of crossing equations of scalars as data, whatever the dimension of space: its components (one equation each, at all points), and which combination
 *
 *     F_∓^{ij,kl}(z) = v^D g^{Δij,Δkl}(z) ∓ u^D g^{Δij,Δkl}(1−z),   D = (Δj+Δk)/2,   u = |z|², v = |1−z|²,
 *
 * each channel adds to each of them.
 *
 * @source arXiv:1406.4858 (Kos, Poland, Simmons-Duffin), in the normalisation of blocks without (−1)^ℓ: then reflection positivity
 *   makes the coefficients of ⟨1221⟩ positive, and those of ⟨1212⟩ alternate in sign
 */
export interface SystemDefinition {
  readonly components: readonly SystemComponent[];
  readonly channels: readonly string[];
  /** of the channels, and of their {@link combined} ones */
  readonly entries: readonly SystemEntry[];
  /** channels that hold the identity, with coefficient 1 and g = 1 */
  readonly identity: readonly string[];
  /**
   * Channels of operators of whose coefficients more is known: one coefficient takes the place of several. Nothing in the tail, in the identity or in
   * a bound is exchanged in them.
   */
  readonly combined?: readonly string[];
}

export interface SystemComponent {
  readonly name: string;
  /**
   * Sum of the moduli of the terms of the first side, v^D Σ|p g|, estimated from generalised free fields as a function of ln u and ln v;
   * the second side is the same with u and v exchanged.
   */
  moduli(logU: number, logV: number): number;
}

/** A channel adds weight · (±1)^ℓ · F to a component. */
export interface SystemEntry {
  readonly channel: string;
  /** index of the component */
  readonly component: number;
  /** Δij and Δkl */
  readonly delta12: number;
  readonly delta34: number;
  /** D */
  readonly exponent: number;
  /** sign of the second term of F */
  readonly sign: 1 | -1;
  /** any number, such as the 1 − 2/N of O(N) */
  readonly weight: number;
  /** true: times (−1)^ℓ */
  readonly alternating: boolean;
  /** F of this operator, whatever is exchanged: the same coefficient multiplies it as well */
  readonly at?: { readonly delta: number; readonly spin: number };
}

/** The weight with which an entry adds its F at a spin. */
export const entryWeight = ({ weight, alternating }: SystemEntry, spin: number) =>
  alternating && spin % 2 === 1 ? -weight : weight;
