import type { Term } from "../equation.js";
import { towerDimension } from "./disconnected.js";

/** Channels of the equation: the short multiplets D[0,4] and B[0,2], and the long ones. */
export type Channel6d = "D" | "B" | "long";

/** A multiplet of the spectrum at c = ∞, named by its block: a^at_{Δ,ℓ} on the tower Δ = ℓ + 2k + 2. */
export interface Multiplet extends Term {
  readonly channel: Channel6d;
  /** 2 for the short ones, n + 3 for the long ones */
  readonly tower: number;
  readonly delta: number;
}

/** Beyond these the multiplets add less than 1e-15 at any point of the usual sets. */
const LARGEST_SPIN = 60;
const LARGEST_DIMENSION = 66;

/** All multiplets at c = ∞ but the chiral ones, spin after spin and ascending. */
export function multiplets(): Multiplet[] {
  const all: Multiplet[] = [];
  for (let spin = 0; spin <= LARGEST_SPIN; spin += 2) {
    for (let tower = 2; towerDimension(tower, spin) <= LARGEST_DIMENSION; tower++)
      all.push({ channel: channelOf(tower, spin), spin, tower, delta: towerDimension(tower, spin) });
  }
  return all;
}

function channelOf(tower: number, spin: number): Channel6d {
  if (tower > 2) return "long";
  return spin === 0 ? "D" : "B";
}

/** What is left of them above the kept ones: of each channel and spin as many are gone, from below, as there are kept terms. */
export function multipletsAbove(kept: readonly Term[]): Multiplet[] {
  const seen = new Map<string, number>();
  const key = ({ channel, spin }: Term) => `${channel} ${spin}`;
  for (const term of kept) seen.set(key(term), (seen.get(key(term)) ?? 0) + 1);
  return multiplets().filter((multiplet) => {
    const left = seen.get(key(multiplet)) ?? 0;
    seen.set(key(multiplet), left - 1);
    return left <= 0;
  });
}
