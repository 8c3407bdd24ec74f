import { type BlockDomain, besidePole, commonDomain, piecesBetween, poleGaps } from "../blocks/domain.js";
import type { Exchange } from "./exchange.js";
import type { Reader } from "./reader.js";

/** What dimensions of a file are checked with. */
export interface DimensionContext {
  readonly reader: Reader;
  readonly exchange: Exchange;
  readonly unitary: boolean;
}

/** Whose dimension it is, and where it stands in the file. */
interface Place {
  readonly spin: number;
  readonly channels: readonly string[];
  readonly path: string;
}

/** Nearer to a pole, a dimension gives a block without digits. */
const ON_POLE = 1e-6;
/** A range that ends nearer to a pole than this would be searched for nothing but the pole, and tables lose digits there. */
const END_AT_POLE = 5e-4;

/** @throws InputError for a dimension that unitarity forbids, or at which a channel's block has no value */
export function checkDimension(delta: number, place: Place, context: DimensionContext): void {
  checkUnitarity(delta, place, context);
  const problem = blockProblem(delta, place.spin, domainOf(place, context));
  if (problem !== null) throw context.reader.fail(place.path, delta, problem);
}

/** Why a block of a spin has no value at Δ; null where it has one. */
export function blockProblem(delta: number, spin: number, domain: BlockDomain): string | null {
  const [pole] = domain.poles(delta - ON_POLE, delta + ON_POLE);
  return pole === undefined
    ? outside(delta, spin, domain)
    : `the blocks of spin ${spin} have a pole at ${pole}, where no operator can be: write another dimension`;
}

/** @throws InputError where a range breaks unitarity, ends at a pole of the blocks, or has one inside in a unitary theory */
export function checkRange(range: readonly [number, number], place: Place, context: DimensionContext): void {
  const { reader, unitary } = context;
  const { spin, path } = place;
  checkUnitarity(range[0], { ...place, path: `${path}[0]` }, context);
  const domain = domainOf(place, context);
  for (const end of [0, 1] as const) {
    const problem = endProblem(range[end], { spin, domain, inwards: end === 0 ? 1 : -1 });
    if (problem !== null) throw reader.fail(`${path}[${end}]`, range[end], problem);
  }
  const [pole] = unitary ? domain.poles(...range) : [];
  if (pole === undefined) return;
  const instead = `write [${besidePole(pole, 1)}, ${range[1]}], or unitary: false, and both sides are searched`;
  throw reader.fail(path, range, `the blocks of spin ${spin} have a pole at ${pole}; ${instead}`);
}

/** Why a range cannot end there; null where it can. */
function endProblem(
  delta: number,
  {
    spin,
    domain,
    inwards,
  }: { readonly spin: number; readonly domain: BlockDomain; readonly inwards: 1 | -1 },
): string | null {
  const [pole] = domain.poles(delta - END_AT_POLE, delta + END_AT_POLE);
  if (pole === undefined) return outside(delta, spin, domain);
  return `the blocks of spin ${spin} have a pole at ${pole}; write ${besidePole(pole, inwards)}`;
}

function outside(delta: number, spin: number, { lowest, highest }: BlockDomain): string | null {
  if (delta >= lowest && delta <= highest) return null;
  const range = Number.isFinite(highest) ? `lie between ${lowest} and ${highest}` : `be above ${lowest}`;
  return `must ${range}: there are no blocks of spin ${spin} beyond`;
}

/** A range whose ends nobody wrote, moved off the poles there. */
export function betweenPoles(
  lower: number,
  upper: number,
  place: Omit<Place, "path">,
  context: DimensionContext,
): readonly [number, number] {
  const pieces = piecesBetween(lower, upper, poleGaps(domainOf(place, context), lower, upper));
  return [pieces[0]![0], pieces.at(-1)![1]];
}

const domainOf = ({ channels, spin }: Omit<Place, "path">, { exchange }: DimensionContext) =>
  commonDomain(channels.map((channel) => exchange.family.blockDomain({ channel, spin })));

/** @throws InputError where a unitary theory would have Δ below the unitarity bound, or a second operator of dimension 0 */
function checkUnitarity(
  lowest: number,
  { spin, path }: Place,
  { reader, exchange, unitary }: DimensionContext,
): void {
  const { family } = exchange;
  const bound = family.unitarityBound(spin);
  const mayTouch = spin > 0 || family.scalarsAtBound === true;
  if (!unitary || lowest > bound || (mayTouch && lowest === bound)) return;
  const rule = !mayTouch ? `must be above ${bound}` : `must be at least ${bound}`;
  throw reader.fail(path, lowest, `${rule}, the unitarity bound of spin ${spin} (or set unitary: false)`);
}
