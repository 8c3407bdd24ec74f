import { PointColumns } from "../crossing/columns.js";
import type { CrossingEquation, Functional } from "../crossing/equation.js";
import { type OperatorData, residualAt } from "../crossing/residual.js";
import { exchanges } from "../crossing/spins.js";
import { TruncatedModel } from "../crossing/tail/model.js";
import type { ChannelAmplitudes, CutOffsets } from "../crossing/tail/tail.js";
import { Whitenings } from "../crossing/tail/whitenings.js";
import { InputError } from "../errors.js";
import type { Truncated } from "../families/family.js";
import { type Channel, channelsOf, keptSectors } from "../families/sectors.js";
import { blockProblem } from "../theory/allowed-dimensions.js";
import { familyOf } from "../theory/family-of.js";
import { HIGHEST_CUT, type Theory } from "../theory/theory.js";
import { likeliestSizes } from "./ladder/channel-amplitudes.js";
import { type Remark, remarksOn } from "./remarks.js";
import { theoryPoints } from "./rung/sample-points.js";

/** The channel may be left out where the theory has one alone. */
export type GivenOperator = Omit<OperatorData, "channel"> & { readonly channel?: string };

export interface EvaluateOptions {
  /** CFT data without the identity, a line an operator and channel; the theory's exact data unless given */
  readonly data?: readonly GivenOperator[];
  /** keeps Δ ≤ this and puts the cut there; without it the cut is at the highest Δ of the data */
  readonly truncate?: number;
  /** point set by name; the theory's unless given */
  readonly points?: string;
  /** what messages call the data: the file they stand in; default `data` */
  readonly source?: string;
}

export interface Evaluation {
  readonly theory: string;
  readonly points: string;
  /** ‖E‖₂ over the points */
  readonly residualNorm: number;
  /** 1 / residualNorm */
  readonly reward: number;
  /** whitened by the tail above the cut, its amplitude fitted to these data */
  readonly chi2: number;
  /** rows in which that tail is above the rounding errors */
  readonly rank: number;
  /** of that tail, fitted, in units of its shape; sizes of its channels beside it where there are several */
  readonly amplitude: number;
  readonly channelAmplitudes?: ChannelAmplitudes;
  /** the amplitude that a truncation explains: what correlators of these external dimensions have, within a factor of e or so; null where that is not known */
  readonly typicalAmplitude: number | null;
  /** −2 ln(evidence), comparable between data of the same cut */
  readonly evidence: number;
  /** what looks like a slip in the data */
  readonly remarks: readonly Remark[];
  /** each row of the equations, in the order of the points and component after component */
  readonly perPoint: readonly (Functional & { readonly value: number })[];
}

/**
 * The crossing equation at given CFT data: residual at every point, its norm, and χ² against the tail.
 *
 * @throws InputError for data at the blocks' poles, a channel that the theory has not or a spin that it does not exchange, an unknown point set,
 * and where there is no operator or a truncation leaves none
 */
export function evaluate(
  theory: Theory,
  { data = theory.exact, truncate, points: name, source = "data" }: EvaluateOptions = {},
): Evaluation {
  const points = theoryPoints(theory, name);
  const equation = familyOf(theory).equation(points);
  const complete = checkedData(theory, data, source);
  const kept = truncate === undefined ? complete : complete.filter(({ delta }) => delta <= truncate);
  if (kept.length === 0)
    throw new InputError({ where: "truncate", found: truncate, allowed: "at least one operator below it" });
  const residual = residualAt(equation, kept);
  const norm = Math.sqrt(residual.reduce((sum, entry) => sum + entry * entry, 0));
  if (!Number.isFinite(norm)) throw overflow(equation, kept, source);
  const cut = Math.min(truncate ?? Math.max(...kept.map(({ delta }) => delta)), HIGHEST_CUT);
  const offsets = truncate === undefined ? channelOffsets(kept, cut) : {};
  const { model, amplitude, amplitudes, evidence } = sizedModel(theory, {
    equation,
    kept,
    residual,
    cut,
    offsets,
  });
  const { singularValues, noise } = model.whitening;
  const chi2 = model.posterior(NONE, amplitude).chi2();
  const { typicalAmplitude = null } = model.tail;
  if (!Number.isFinite(chi2)) throw overflow(equation, kept, source);
  return {
    theory: theory.name,
    points: points.name,
    residualNorm: norm,
    reward: 1 / norm,
    chi2,
    rank: singularValues.filter((value) => amplitude * value > noise).length,
    amplitude,
    ...(Object.keys(amplitudes).length > 0 && { channelAmplitudes: amplitudes }),
    typicalAmplitude,
    evidence,
    remarks: remarksOn(theory, { equation, data: kept, amplitude, typicalAmplitude }),
    perPoint: Array.from(residual, (value, i) => ({ ...equation.functionals[i]!, value })),
  };
}

/** What to say where E has no finite norm: the operator with the largest term is to blame. */
function overflow(equation: CrossingEquation, kept: readonly OperatorData[], source: string): InputError {
  const none = { ...equation, identity: new Float64Array(equation.rows) };
  const sizes = kept.map((operator) => Math.max(...residualAt(none, [operator]).map(Math.abs)));
  const worst = sizes.reduce((most, size, k) => (size <= sizes[most]! ? most : k), 0);
  const { spin, delta, ope2 } = kept[worst]!;
  const allowed = `the equation overflows: the operator of spin ${spin} at delta ${delta} is far too large`;
  return new InputError({ where: source, field: "ope2", found: ope2, allowed });
}

/** With their channels. @throws InputError for no operators, an unknown channel, a spin that is not exchanged in it, and what is no number */
function checkedData(theory: Theory, data: readonly GivenOperator[], source: string): OperatorData[] {
  if (data.length === 0) {
    throw data === theory.exact
      ? new InputError({
          where: theory.name,
          field: "exact",
          allowed: "the theory has no exact data: give data",
        })
      : new InputError({ where: "data", found: data, allowed: "at least one operator besides the identity" });
  }
  const channels = channelsOf(keptSectors(familyOf(theory)));
  return data.map((operator, index) => {
    const checked = checkedOperator(operator, index, { channels, source });
    const { channel, spin, delta } = checked;
    const problem = blockProblem(delta, spin, familyOf(theory).blockDomain({ channel, spin }));
    if (problem === null) return checked;
    throw new InputError({
      where: source,
      field: `operators[${index}].delta`,
      found: delta,
      allowed: problem,
    });
  });
}

function checkedOperator(
  operator: GivenOperator,
  index: number,
  { channels, source }: { readonly channels: Readonly<Record<string, Channel>>; readonly source: string },
): OperatorData {
  const { spin, delta, ope2 } = operator;
  const refuse = (field: string, found: unknown, allowed: string) =>
    new InputError({ where: source, field: `operators[${index}].${field}`, found, allowed });
  const names = Object.keys(channels);
  const channel = operator.channel ?? (names.length === 1 ? names[0]! : undefined);
  if (channel === undefined || !Object.hasOwn(channels, channel))
    throw refuse("channel", operator.channel, `must be one of ${names.join(", ")}`);
  const { spins } = channels[channel]!;
  if (!(Number.isInteger(spin) && spin >= 0 && exchanges(spins, spin))) {
    const parity = spins === "all" ? "" : ` ${spins}`;
    throw refuse("spin", spin, `must be a whole${parity} number: no other spin is exchanged`);
  }
  if (!Number.isFinite(delta)) throw refuse("delta", delta, "must be a finite number");
  if (!Number.isFinite(ope2)) throw refuse("ope2", ope2, "must be a finite number");
  return { ...operator, channel };
}

interface FixedData extends Truncated {
  readonly kept: readonly OperatorData[];
  /** E of all of them [rows] */
  readonly residual: Float64Array;
  readonly cut: number;
  readonly offsets: CutOffsets;
}

/** The unknown dimensions, of which there are none. */
const NONE = new Float64Array(0);

/** Each channel's cut is at the highest of its own data: by how much that is above the lowest of them. */
function channelOffsets(kept: readonly OperatorData[], highest: number): CutOffsets {
  const offsets: Record<string, number> = {};
  for (const { channel } of kept) {
    const own = kept.filter((other) => other.channel === channel).map(({ delta }) => delta);
    offsets[channel] = Math.min(0, Math.max(...own) - highest);
  }
  return offsets;
}

/** The tail's sizes as a search fits them: the amplitude, and where there are several channels that of each. */
function sizedModel(theory: Theory, { equation, kept, residual, cut, offsets }: FixedData) {
  const { tail, sizesChannels } = familyOf(theory);
  // with nothing left to find, all that is given stands where the identity does
  const known = { ...equation, identity: residual };
  const whitenings = new Whitenings(known);
  const points = new PointColumns(known, []);
  const truncation = { operators: [], cut, cutOffsets: offsets, separation: 0 };
  const measure = (amplitudes: ChannelAmplitudes, near: number) => {
    const shaped = tail(theory.tail.model, { equation, kept }, amplitudes);
    const model = new TruncatedModel(whitenings, points, truncation, shaped);
    const amplitude = model.fitAmplitude(NONE, model.fitAmplitude(NONE, near));
    return { model, amplitudes, amplitude, evidence: model.posterior(NONE, amplitude).evidence() };
  };
  const { channels } = equation;
  if (!sizesChannels || channels.length === 1) return measure({}, 1);
  const sizes = likeliestSizes(channels.slice(1), { amplitudes: {}, amplitude: 1 }, measure);
  return measure(sizes.amplitudes, sizes.amplitude);
}
