import { PointColumns } from "../crossing/columns.js";
import { type OperatorData, residualAt } from "../crossing/residual.js";
import { TruncatedModel } from "../crossing/truncated-model.js";
import type { KeptOperator } from "../crossing/truncation.js";
import { Whitenings } from "../crossing/whitenings.js";
import { InputError } from "../errors.js";
import type { Theory } from "../theory/theory.js";
import { theoryEquation, theoryPoints } from "./setting.js";

export interface EvaluateOptions {
  /** CFT data without the identity; the theory's exact data unless given */
  readonly data?: readonly OperatorData[];
  /** keeps Δ ≤ this and puts the cut there; without it the cut is at the highest Δ of the data */
  readonly truncate?: number;
  /** point set by name; the theory's unless given */
  readonly points?: string;
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
  readonly perPoint: readonly { readonly z: readonly [number, number]; readonly value: number }[];
}

/**
 * The crossing equation at given CFT data: residual at every point, its norm, and χ² against the tail.
 *
 * @throws InputError for data below the blocks' poles, an unknown point set, or a truncation that leaves nothing
 */
export function evaluate(
  theory: Theory,
  { data = theory.exact, truncate, points: name }: EvaluateOptions = {},
): Evaluation {
  if (data.length === 0)
    throw new InputError({
      where: theory.name,
      field: "exact",
      allowed: "the theory has no exact data: give --data",
    });
  const kept = truncate === undefined ? data : data.filter(({ delta }) => delta <= truncate);
  if (kept.length === 0)
    throw new InputError({ where: "truncate", found: truncate, allowed: "at least one operator below it" });
  const points = theoryPoints(theory, name);
  const equation = theoryEquation(theory, points);
  const residual = residualAt(equation, kept);
  const norm = Math.sqrt(residual.reduce((sum, entry) => sum + entry * entry, 0));
  const cut = truncate ?? Math.max(...kept.map(({ delta }) => delta));
  const model = fixedModel(theory, { equation, kept, cut });
  const none = new Float64Array(0);
  const amplitude = model.fitAmplitude(none, model.fitAmplitude(none, 1));
  const { singularValues, noise } = model.whitening;
  return {
    theory: theory.name,
    points: points.name,
    residualNorm: norm,
    reward: 1 / norm,
    chi2: model.posterior(none, amplitude).chi2(),
    rank: singularValues.filter((value) => amplitude * value > noise).length,
    perPoint: Array.from(residual, (value, i) => ({ z: [points.re[i]!, points.im[i]!], value })),
  };
}

interface FixedData {
  readonly equation: ReturnType<typeof theoryEquation>;
  readonly kept: readonly OperatorData[];
  readonly cut: number;
}

/** The truncated model with nothing left to find: every dimension and coefficient is given. */
function fixedModel(theory: Theory, { equation, kept, cut }: FixedData): TruncatedModel {
  const operators: KeptOperator[] = kept.map(({ spin, delta, ope2 }, k) => ({
    label: `#${k + 1}`,
    spin,
    lower: delta,
    upper: delta,
    ope2: [ope2, ope2],
  }));
  const ranges = new Map<number, [number, number]>();
  for (const { spin, delta } of kept) {
    const known = ranges.get(spin) ?? [delta, delta];
    ranges.set(spin, [Math.min(known[0], delta), Math.max(known[1], delta)]);
  }
  const tail = { shape: theory.tail.model, externalDelta: equation.externalDelta };
  return new TruncatedModel(
    new Whitenings(equation),
    new PointColumns(equation, ranges),
    { operators, cut, separation: 0 },
    tail,
  );
}
