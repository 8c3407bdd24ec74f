import { cos, sin } from "../../math/elementary.js";

/** What a proposal depends on. */
export interface PolicyState {
  /** of space */
  readonly dimension: number;
  /** Δ of the external scalar, of one of several */
  readonly external: number;
  /** whether it is known to have a stress tensor */
  readonly local: boolean;
  /** of the operator that is to be placed */
  readonly spin: number;
  /** operators of its spin and channels that are placed below it */
  readonly below: readonly number[];
  /** lowest scalar placed so far; null for none */
  readonly lowest: number | null;
  /** lowest Δ that it may have */
  readonly bound: number;
}

/** Width of a bin of the gap, and how many there are. */
export const BIN = 0.125;
export const BINS = 48;
export const FEATURES = 17;

/** Δ from which the gap of the next operator is counted: the last one below it, or the unitarity bound. */
export function origin({ below, bound }: PolicyState): number {
  return Math.max(bound, below.at(-1) ?? bound);
}

/** Writes the state as numbers of order one, [{@link FEATURES}]; dimensions also by their fractional parts, as an angle. */
export function writeFeatures(state: PolicyState, out: Float32Array): void {
  const { dimension, external, local, spin, below, lowest, bound } = state;
  const from = origin(state);
  const scalar = lowest ?? 0;
  const angle = (value: number) => 6.283185307179586 * value;
  out.set([
    dimension - 3,
    local ? 1 : -1,
    external,
    external - (dimension / 2 - 1),
    spin / 4,
    below.length / 2,
    from - bound,
    (from - spin) / 2,
    below.length === 0 ? 1 : 0,
    lowest === null ? 1 : 0,
    scalar / 2,
    2 * external - from + spin,
    cos(angle(2 * external)),
    sin(angle(2 * external)),
    cos(angle(scalar)),
    sin(angle(scalar)),
    cos(angle(from)),
  ]);
}
