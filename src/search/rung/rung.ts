import { JointProblem } from "../../crossing/problems/joint.js";
import { ReducedProblem } from "../../crossing/problems/reduced.js";
import { TruncatedModel } from "../../crossing/tail/model.js";
import type { ChannelAmplitudes, TailModel } from "../../crossing/tail/tail.js";
import { TruncatedEquation } from "../../crossing/truncated/truncated-equation.js";
import {
  freeDimensions,
  isKnown,
  placedTerms,
  type Truncation,
} from "../../crossing/truncated/truncation.js";
import type { EvaluationCounter } from "../../problem/evaluation-counter.js";
import type { Rung as RungSpec } from "../../theory/theory.js";
import type { ObjectiveName } from "../result.js";
import type { Setting } from "./setting.js";
import { truncation } from "./truncation.js";

/** What is guessed or fitted about a rung's tail, besides its amplitude. */
export interface TailChoice {
  readonly shape?: string;
  readonly amplitudes?: ChannelAmplitudes;
}

/** One rung of the ladder: a truncated equation, whitened or plain. */
export class Rung {
  readonly truncation: Truncation;
  readonly tail: TailModel;
  /** null where rows are not whitened */
  readonly model: TruncatedModel | null;
  private plain: ReducedProblem | null = null;

  constructor(
    readonly setting: Setting,
    { operators, cut }: RungSpec,
    readonly objective: ObjectiveName,
    readonly counter: EvaluationCounter,
    { shape = setting.theory.tail.model, amplitudes = {} }: TailChoice = {},
  ) {
    const { theory, family, equation, columns, whitenings } = setting;
    this.truncation = truncation(theory, operators, cut);
    const truncated = { equation, kept: placedTerms(this.truncation) };
    this.tail = family.tail(shape, truncated, amplitudes);
    this.model =
      objective === "whitened"
        ? new TruncatedModel(whitenings, columns, this.truncation, this.tail, counter)
        : null;
  }

  /** Distance in Δ of the levels: what widths in Δ are measured in. */
  get levelSpacing(): number {
    return this.setting.family.levelSpacing;
  }

  /** The problem in the unknown dimensions, at a tail amplitude (of no meaning for the plain objective). */
  problem(amplitude: number): ReducedProblem {
    if (this.model) return this.model.problem(amplitude);
    this.plain ??= new ReducedProblem(
      new TruncatedEquation(this.setting.columns, this.truncation, null),
      this.counter,
    );
    return this.plain;
  }

  /** The problem of some of its operators alone, given by their indices in the truncation. */
  part(operators: readonly number[], amplitude: number): ReducedProblem {
    if (this.model) return this.model.part(operators, amplitude);
    const kept = { ...this.truncation, operators: operators.map((k) => this.truncation.operators[k]!) };
    return new ReducedProblem(new TruncatedEquation(this.setting.columns, kept, null), this.counter);
  }

  /** The problem in all unknowns. */
  jointProblem(amplitude: number): JointProblem {
    return new JointProblem(this.problem(amplitude).equation, this.counter);
  }

  /** First windows and guessing flags of the theory file for every unknown, in the order of the form's unknowns. */
  windows(form: "reduced" | "joint"): { windows: number[]; guess: boolean[] } {
    const specs = this.setting.theory.spectrum;
    const dimensions = freeDimensions(this.truncation).map((k) => ({
      window: specs[k]!.window,
      guess: specs[k]!.guess,
    }));
    const coefficients = placedTerms(this.truncation).flatMap((term) =>
      isKnown(term) ? [] : [{ window: term.ope2[1] - term.ope2[0], guess: specs[term.operator]!.guess }],
    );
    const unknowns = form === "joint" ? [...dimensions, ...coefficients] : dimensions;
    return { windows: unknowns.map(({ window }) => window), guess: unknowns.map(({ guess }) => guess) };
  }
}
