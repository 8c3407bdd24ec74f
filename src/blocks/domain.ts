/** Where the blocks of one channel and spin can be evaluated: between two dimensions, but for the poles. */
export interface BlockDomain {
  readonly lowest: number;
  readonly highest: number;
  /** poles in Δ from `lower` to `upper`, both included, ascending */
  poles(lower: number, upper: number): readonly number[];
}

/**
 * A range of Δ that a pole cuts leaves out what is nearer to it than this. There an operator is its null descendant under another name: the
 * block is a residue over the distance, the coefficient falls with it, and no equation tells the two apart.
 */
export const POLE_CLEARANCE = 0.01;

/** An interval of Δ, its ends excluded, that an unknown dimension leaves out. */
export type Gap = readonly [lower: number, upper: number];

/** The neighbourhoods of the poles in [lower, upper], ascending. */
export function poleGaps({ poles }: Pick<BlockDomain, "poles">, lower: number, upper: number): Gap[] {
  return poles(lower, upper).map((pole) => [besidePole(pole, -1), besidePole(pole, 1)]);
}

/** The dimension next to a pole on one of its sides, as a file would have it: −0.99 beside −1. */
export const besidePole = (pole: number, side: 1 | -1) =>
  Number((pole + side * POLE_CLEARANCE).toPrecision(12));

/** Where all of several blocks can be evaluated; at least one. */
export function commonDomain(domains: readonly BlockDomain[]): BlockDomain {
  return {
    lowest: Math.max(...domains.map(({ lowest }) => lowest)),
    highest: Math.min(...domains.map(({ highest }) => highest)),
    poles: (lower, upper) =>
      [...new Set(domains.flatMap(({ poles }) => poles(lower, upper)))].sort((a, b) => a - b),
  };
}

/** What gaps, ascending, leave of [lower, upper], ascending. */
export function piecesBetween(lower: number, upper: number, gaps: readonly Gap[]): Gap[] {
  const pieces: Gap[] = [];
  let start = lower;
  for (const [below, above] of gaps) {
    if (start < below) pieces.push([start, Math.min(below, upper)]);
    start = Math.max(start, above);
  }
  if (start < upper) pieces.push([start, upper]);
  return pieces;
}
