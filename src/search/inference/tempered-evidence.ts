import { FACTS } from "./criteria.js";

/** A solution's −2 ln(evidence), and the number of whitened rows that it rests on. */
export interface Weighed {
  readonly evidence: number;
  readonly informativeRows: number;
}

/**
 * By how much solution `a` is worse than `b`: L = (FACTS/m) [−2 ln E(a) + 2 ln E(b)] ≈ 2 FACTS ln(A_a/A_b), A being the amplitudes of their
 * tails. Evidence is about m ln A² for m rows, as if every row were a fact about A of its own; the m rows hold {@link FACTS} of them, and odds are
 * exp(−L/2). A power of the likelihood that counts the effective size of the sample: P. Grünwald, T. van Ommen, arXiv:1412.3730.
 */
export function temperedDifference(a: Weighed, b: Weighed): number {
  const rows = (a.informativeRows + b.informativeRows) / 2;
  return (FACTS * (a.evidence - b.evidence)) / Math.max(1, rows);
}

/**
 * The same for two solutions of one level, whose operators have the same prior volumes: −2 ln of the ratio of their evidences with the likelihood
 * to the power FACTS/m. The power acts on what the rows add up to; the Occam factors, prior over posterior volume, stay, but for the posteriors' common
 * widening, which drops out. A solution that has to be tuned is worth less by as much, however few facts there are.
 */
export function temperedOdds(a: Weighed & Tuned, b: Weighed & Tuned): number {
  const rows = (a.informativeRows + b.informativeRows) / 2;
  const occam = a.evidence - a.misfit - (b.evidence - b.misfit);
  return (FACTS * (a.misfit - b.misfit)) / Math.max(1, rows) + occam;
}

/** Of a solution's −2 ln(evidence) the part that its rows add up to. */
export interface Tuned {
  readonly misfit: number;
}
