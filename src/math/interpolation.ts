/** A tabulated function at a place, by two stencils. */
export interface Interpolated {
  /** by the larger stencil; exactly the tabulated value at a node */
  readonly value: number;
  /** |difference| of the two stencils, an estimate of the error; 0 at a node */
  readonly difference: number;
}

/** Nodes of the two stencils. */
const STENCILS = [12, 14] as const;

/**
 * Interpolates by the polynomials through the 12 and the 14 nodes nearest to x (fewer where there are fewer).
 *
 * @param nodes ascending, at least two
 * @param values [nodes]
 * @throws RangeError outside the nodes: nothing is extrapolated
 */
export function interpolate(nodes: Float64Array, values: ArrayLike<number>, x: number): Interpolated {
  if (!(x >= nodes[0]! && x <= nodes[nodes.length - 1]!))
    throw new RangeError(`${x} lies outside the table, ${nodes[0]} to ${nodes[nodes.length - 1]}`);
  const node = nodes.indexOf(x);
  if (node >= 0) return { value: values[node]!, difference: 0 };
  const [small, large] = STENCILS.map((count) => throughNearest({ nodes, values, x, count }));
  return { value: large!, difference: Math.abs(large! - small!) };
}

interface Stencil {
  readonly nodes: Float64Array;
  readonly values: ArrayLike<number>;
  readonly x: number;
  readonly count: number;
}

/** Neville's scheme on differences from x, through the `count` nodes nearest to it. */
function throughNearest({ nodes, values, x, count }: Stencil): number {
  let first = 0;
  while (first + count < nodes.length && nodes[first + count]! - x < x - nodes[first]!) first++;
  const taken = Math.min(count, nodes.length);
  const column = Float64Array.from({ length: taken }, (_, i) => values[first + i]!);
  for (let span = 1; span < taken; span++) {
    for (let i = 0; i + span < taken; i++) {
      const left = nodes[first + i]!;
      const right = nodes[first + i + span]!;
      column[i] = ((x - left) * column[i + 1]! + (right - x) * column[i]!) / (right - left);
    }
  }
  return column[0]!;
}
