import { exp, log } from "../../math/elementary.js";
import type { EvaluationCounter } from "../../problem/evaluation-counter.js";
import { type PointColumns, WhitenedColumns } from "../columns.js";
import { ReducedProblem } from "../problems/reduced.js";
import { TruncatedEquation } from "../truncated/truncated-equation.js";
import type { Truncation } from "../truncated/truncation.js";
import { expectedFacts } from "./facts.js";
import { Posterior } from "./posterior.js";
import type { TailModel } from "./tail.js";
import type { Whitening } from "./whitening.js";
import type { Whitenings } from "./whitenings.js";

/** A truncated crossing equation with its tail: the whitened problem at any tail amplitude. */
export class TruncatedModel {
  readonly whitening: Whitening;
  private readonly columns: WhitenedColumns;
  private current: { amplitude: number; problem: ReducedProblem } | null = null;

  constructor(
    private readonly whitenings: Whitenings,
    points: PointColumns,
    readonly truncation: Truncation,
    readonly tail: TailModel,
    private readonly counter?: EvaluationCounter,
  ) {
    this.whitening = whitenings.whitening(tail, truncation.cut, truncation.cutOffsets);
    const mean = tail.mean(truncation.cut, truncation.cutOffsets);
    this.columns = new WhitenedColumns(points, this.whitening, mean);
  }

  /** The reduced problem at an amplitude. One at a time: asking for another amplitude invalidates the last. */
  problem(amplitude: number): ReducedProblem {
    if (this.current?.amplitude === amplitude) return this.current.problem;
    this.columns.setAmplitude(amplitude);
    const problem = new ReducedProblem(
      new TruncatedEquation(this.columns, this.truncation, { tail: this.tail, amplitude }),
      this.counter,
    );
    this.current = { amplitude, problem };
    return problem;
  }

  /** The reduced problem of some of the operators alone, at an amplitude, whitened as the whole one: what is left out is not in the tail. */
  part(operators: readonly number[], amplitude: number): ReducedProblem {
    this.columns.setAmplitude(amplitude);
    const { truncation, tail } = this;
    const kept = { ...truncation, operators: operators.map((k) => truncation.operators[k]!) };
    return new ReducedProblem(new TruncatedEquation(this.columns, kept, { tail, amplitude }), this.counter);
  }

  posterior(x: Float64Array, amplitude: number): Posterior {
    return new Posterior(this.problem(amplitude), x, this.whitening, amplitude);
  }

  /** {@link expectedFacts} of the tail at an amplitude. */
  facts(amplitude: number): number {
    const { tail, truncation, whitening, whitenings } = this;
    const nodes = tail.nodes(truncation.cut, truncation.cutOffsets);
    return expectedFacts(whitenings.equation, nodes, whitening, amplitude);
  }

  /** The amplitude of largest evidence at fixed x, within a factor of e³ of `amplitude`: golden-section search in ln A. */
  fitAmplitude(x: Float64Array, amplitude: number): number {
    const posterior = this.posterior(x, amplitude);
    const centre = log(amplitude);
    const evidence = (logAmplitude: number) => posterior.evidence(exp(logAmplitude));
    const fitted = exp(goldenSection(evidence, centre - 3, centre + 3, 1e-4));
    return Math.max(fitted, this.tail.leastAmplitude ?? 0);
  }
}

/** Minimum of a unimodal function on [a, b] to within `tolerance`. */
function goldenSection(f: (x: number) => number, a: number, b: number, tolerance: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let lower = a;
  let upper = b;
  let left = upper - ratio * (upper - lower);
  let right = lower + ratio * (upper - lower);
  let fLeft = f(left);
  let fRight = f(right);
  while (upper - lower > tolerance) {
    if (fLeft < fRight) {
      upper = right;
      right = left;
      fRight = fLeft;
      left = upper - ratio * (upper - lower);
      fLeft = f(left);
    } else {
      lower = left;
      left = right;
      fLeft = fRight;
      right = lower + ratio * (upper - lower);
      fRight = f(right);
    }
  }
  return (lower + upper) / 2;
}
