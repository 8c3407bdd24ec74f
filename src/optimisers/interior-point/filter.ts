import { PHI_ROUNDING } from "./constants.js";

/** a ≤ b up to the rounding of a function of size `scale` */
export function notAbove(a: number, b: number, scale: number): boolean {
  return a - b <= PHI_ROUNDING * Math.abs(scale);
}

/** Pairs (θ, φ) that no later iterate may be worse than in both, WB §2.3. */
export class Filter {
  private entries: { theta: number; phi: number }[] = [];

  clear(): void {
    this.entries = [];
  }

  get size(): number {
    return this.entries.length;
  }

  add(theta: number, phi: number): void {
    this.entries = this.entries.filter((e) => e.theta < theta || e.phi < phi);
    this.entries.push({ theta, phi });
  }

  accepts(theta: number, phi: number): boolean {
    return this.entries.every((e) => notAbove(theta, e.theta, e.theta) || notAbove(phi, e.phi, e.phi));
  }
}
