import { commonDomain, type Gap, POLE_CLEARANCE, piecesBetween, poleGaps } from "../../blocks/domain.js";
import type { Term } from "../../crossing/equation.js";
import { cutOffset } from "../../crossing/tail/tail.js";
import type { KeptOperator, KeptTerm, Truncation } from "../../crossing/truncated/truncation.js";
import { InputError } from "../../errors.js";
import { keptSectors } from "../../families/sectors.js";
import { familyOf } from "../../theory/family-of.js";
import { isStressTensor } from "../../theory/known-charge.js";
import { alike } from "../../theory/spectrum.js";
import { ABOVE_CUT, type OperatorSpec, type Theory } from "../../theory/theory.js";

/** The cut is a guess, as good anywhere within this many levels: error bars contain what moving it does. */
export const CUT_VARIATION = 0.5;

/** The truncated spectrum of a rung: its first operators, their ranges, and what the theory knows of them. */
export function truncation(theory: Theory, operators: number, cut: number): Truncation {
  const specs = theory.spectrum.slice(0, operators);
  const cutOffsets = cutOffsetsOf(theory, operators);
  const above = ABOVE_CUT * familyOf(theory).levelSpacing;
  const highest = ({ channels, spin }: OperatorSpec) =>
    cut + Math.max(...channels.map((channel) => cutOffset(cutOffsets ?? {}, { channel, spin }))) + above;
  return {
    cut,
    ...(cutOffsets && { cutOffsets }),
    ...semidefinite(theory),
    separation: theory.separation,
    operators: specs.map((spec, k) => keptOperator(theory, specs, k, highest(spec))),
  };
}

/** Unitarity makes the products of two coefficients, summed over what shares a dimension and a spin, a matrix of norms. */
function semidefinite(theory: Theory): Pick<Truncation, "matrices"> {
  const matrices = keptSectors(familyOf(theory)).filter(({ size }) => size > 1);
  return theory.unitary && matrices.length > 0 ? { matrices: matrices.map(({ channels }) => channels) } : {};
}

const cutOffsetsOf = ({ ladder }: Theory, operators: number) =>
  ladder.find((rung) => rung.operators === operators)?.cutOffsets;

/** The cut of each channel and spin on the rung of so many operators. */
export function termCuts(theory: Theory, operators: number, cut: number): (term: Term) => number {
  const offsets = cutOffsetsOf(theory, operators) ?? {};
  return (term) => cut + cutOffset(offsets, term);
}

function keptOperator(
  theory: Theory,
  specs: readonly OperatorSpec[],
  index: number,
  highest: number,
): KeptOperator {
  const spec = specs[index]!;
  const label = operatorLabel(specs, index);
  const terms = keptTerms(theory, spec, label);
  if (spec.fixedDelta !== null)
    return { label, spin: spec.spin, lower: spec.fixedDelta, upper: spec.fixedDelta, terms };
  let [lower, upper] = spec.delta;
  for (const other of specs) {
    // an operator fixed at the bottom of the range leaves its neighbourhood to itself
    if (!alike(other, spec) || other.fixedDelta === null) continue;
    if (other.fixedDelta <= lower + theory.separation)
      lower = Math.max(lower, other.fixedDelta + theory.separation);
  }
  upper = Math.max(Math.min(upper, highest), lower + theory.separation);
  return { label, spin: spec.spin, ...betweenGaps(theory, spec, lower, upper), terms };
}

/**
 * Neighbourhoods of what is given, the identity and operators of fixed dimension, in which an unknown one of the same kind whose coefficient may have the
 * opposite sign could take it away: with the identity gone everything else may vanish, the trivial solution of crossing.
 */
function trivialGaps(theory: Theory, spec: OperatorSpec): Gap[] {
  const signed = spec.channels.filter((_, t) => spec.ope2[t]![0] < 0);
  const given = theory.spectrum.filter(
    ({ fixedDelta, spin, channels }) =>
      fixedDelta !== null && spin === spec.spin && channels.some((channel) => signed.includes(channel)),
  );
  const identity = familyOf(theory).crossing?.identity ?? [];
  const atIdentity = spec.spin === 0 && signed.some((channel) => identity.includes(channel));
  return [...(atIdentity ? [0] : []), ...given.map(({ fixedDelta }) => fixedDelta!)].map(
    (delta) => [delta - theory.separation, delta + theory.separation] as const,
  );
}

/** The range of an unknown dimension, its ends moved off poles and off what is given, and the gaps that these cut into it. */
function betweenGaps(
  theory: Theory,
  spec: OperatorSpec,
  lower: number,
  upper: number,
): Pick<KeptOperator, "lower" | "upper" | "gaps"> {
  const { channels, spin } = spec;
  const domain = commonDomain(channels.map((channel) => familyOf(theory).blockDomain({ channel, spin })));
  const gaps = [...poleGaps(domain, lower, upper), ...trivialGaps(theory, spec)]
    .filter(([below, above]) => above > lower && below < upper)
    .sort(([a], [b]) => a - b);
  if (gaps.length === 0) return { lower, upper };
  const pieces = piecesBetween(lower, upper, gaps);
  // no wider than a gap: the range goes on above it
  const above = gaps.at(-1)![1];
  if (pieces.length === 0)
    return { lower: above, upper: above + Math.max(theory.separation, POLE_CLEARANCE) };
  const between = pieces.slice(1).map(([start], k) => [pieces[k]![1], start] as const);
  return {
    lower: pieces[0]![0],
    upper: pieces.at(-1)![1],
    ...(between.length > 0 && { gaps: between }),
  };
}

function keptTerms(theory: Theory, spec: OperatorSpec, label: string): KeptTerm[] {
  return spec.channels.map((channel, index) => {
    const stress = knownCoefficient(theory, spec, channel);
    return {
      channel,
      label: spec.channels.length === 1 ? label : `${label} in ${channel}`,
      ope2: stress === null ? spec.ope2[index]! : [stress, stress],
    };
  });
}

/** The stress tensor's, by its Ward identity, where the central charge is known; null for others. */
function knownCoefficient(theory: Theory, spec: OperatorSpec, channel: string): number | null {
  const { stressTensor } = familyOf(theory);
  if (theory.charge === null || !isStressTensor(spec, stressTensor)) return null;
  return stressTensor!.coefficient(channel, theory.charge);
}

/** The operator's name, or its place in the spectrum, from 1 as in every table, and its spin: `#4 (ℓ=0)`. */
export function operatorLabel(specs: readonly OperatorSpec[], index: number): string {
  const { name, spin } = specs[index]!;
  return name ?? `#${index + 1} (ℓ=${spin})`;
}

/**
 * How many operators of the theory, in the order of its spectrum, the lines of a result belong to.
 * @throws InputError where they are not those of the theory
 */
export function operatorCount(
  theory: Pick<Theory, "name" | "spectrum">,
  lines: readonly { readonly channel: string; readonly spin: number }[],
): number {
  let line = 0;
  let count = 0;
  for (const { channels, spin } of theory.spectrum) {
    if (line === lines.length) return count;
    const own = lines.slice(line, line + channels.length);
    if (
      own.length < channels.length ||
      own.some((each, t) => each.spin !== spin || each.channel !== channels[t])
    )
      break;
    line += channels.length;
    count++;
  }
  if (line === lines.length) return count;
  throw new InputError({
    where: "run",
    found: `${lines.length} operators`,
    allowed: `its operators are not those of ${theory.name}`,
  });
}
