import { CrossedColumns } from "../../blocks/crossed-columns.js";
import { CrossedSides } from "../../blocks/points/crossed-sides.js";
import type { Points } from "../../blocks/points/points.js";
import type { ScalarBlocks } from "../../blocks/scalar-blocks.js";
import type { SideBlocks } from "../../blocks/side-blocks.js";
import { exp, log } from "../../math/elementary.js";
import { type CrossingEquation, LN4, pointFunctionals, type Term } from "../equation.js";
import { entryWeight, type SystemComponent, type SystemDefinition, type SystemEntry } from "./definition.js";

/**
 * The crossing equations of a system at shared points, components one below the other. A column is zero in the components that its
 * channel does not enter.
 *
 * @throws InputError where z or 1−z is on the cut [1, ∞) or too near 1
 */
export function systemEquation(
  definition: SystemDefinition,
  points: Points,
  scalarBlocks: ScalarBlocks,
): CrossingEquation {
  const { components, channels, combined = [], entries } = definition;
  const sides = new CrossedSides(points);
  const rows = sides.rows * components.length;
  const columns = systemColumns(definition, sides, scalarBlocks);
  const [scaled, slope] = [new Float64Array(sides.rows), new Float64Array(sides.rows)];
  return {
    key: [...scalarBlocks.key, ...channels, ...entries.flatMap(entryKey), points.re, points.im],
    rows,
    functionals: components.flatMap(({ name }) => pointFunctionals(points, name)),
    channels,
    identity: identity(definition, columns, rows),
    magnitude: magnitude(components, points),
    column({ channel, spin }: Term, delta, value, derivative) {
      const known = columns.get(channel);
      if (!known)
        throw new Error(`no channel ${channel}; there are ${[...channels, ...combined].join(", ")}`);
      value.fill(0);
      derivative.fill(0);
      const size = exp(-LN4 * delta);
      for (const { entry, blocks } of known) {
        const own = entry.at ?? { delta, spin };
        blocks.column(own.delta, own.spin, scaled, slope);
        if (entry.at) slope.fill(0);
        const weight = entryWeight(entry, own.spin) * size;
        const start = entry.component * sides.rows;
        for (let i = 0; i < sides.rows; i++) {
          value[start + i]! += weight * scaled[i]!;
          derivative[start + i]! += weight * (slope[i]! - LN4 * scaled[i]!);
        }
      }
    },
  };
}

interface EntryColumns {
  readonly entry: SystemEntry;
  readonly blocks: CrossedColumns;
}

/** Columns F, without 4^{−Δ}, of the entries by channel; entries of the same differences of external dimensions share their blocks. */
export function systemColumns(
  { entries }: SystemDefinition,
  sides: CrossedSides,
  scalarBlocks: ScalarBlocks,
): Map<string, EntryColumns[]> {
  const shared = new Map<string, SideBlocks>();
  const columns = new Map<string, EntryColumns[]>();
  for (const entry of entries) {
    const { channel, delta12, delta34, exponent, sign } = entry;
    const differences = `${delta12},${delta34}`;
    const blocks = shared.get(differences) ?? scalarBlocks.sides(sides, delta12, delta34);
    shared.set(differences, blocks);
    const known = columns.get(channel) ?? [];
    known.push({ entry, blocks: new CrossedColumns(blocks, exponent, sign) });
    columns.set(channel, known);
  }
  return columns;
}

const entryKey = ({
  channel,
  component,
  delta12,
  delta34,
  exponent,
  sign,
  weight,
  alternating,
  at,
}: SystemEntry) => [
  channel,
  component,
  delta12,
  delta34,
  exponent,
  sign,
  weight,
  alternating ? 1 : 0,
  at?.delta ?? "own",
  at?.spin ?? "own",
];

function identity(
  definition: SystemDefinition,
  columns: ReadonlyMap<string, readonly EntryColumns[]>,
  rows: number,
): Float64Array {
  const sum = new Float64Array(rows);
  const points = rows / definition.components.length;
  const column = new Float64Array(points);
  for (const channel of definition.identity) {
    for (const { entry, blocks } of columns.get(channel)!) {
      blocks.identity(column);
      const start = entry.component * points;
      for (let i = 0; i < points; i++) sum[start + i]! += entryWeight(entry, 0) * column[i]!;
    }
  }
  return sum;
}

function magnitude(components: readonly SystemComponent[], points: Points): Float64Array {
  const count = points.re.length;
  const out = new Float64Array(count * components.length);
  for (const [c, component] of components.entries())
    out.fill(largestModuli(component, points), c * count, (c + 1) * count);
  return out;
}

/** Over the points, both sides of the equation added. */
function largestModuli({ moduli }: SystemComponent, { re, im }: Points): number {
  let largest = 0;
  for (let i = 0; i < re.length; i++) {
    const x = re[i]!;
    const y = im[i]!;
    const u = log(x * x + y * y);
    const v = log((1 - x) * (1 - x) + y * y);
    largest = Math.max(largest, moduli(u, v) + moduli(v, u));
  }
  return largest;
}
