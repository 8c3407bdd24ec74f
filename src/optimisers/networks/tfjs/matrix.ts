import type * as Tf from "@tensorflow/tfjs-core";
import type { Matrix, Pass, PolicySamples } from "../backend.js";

/** A matrix whose tensor is replaced whenever it is written. */
export class TfjsMatrix implements Matrix {
  tensor: Tf.Tensor2D;

  constructor(
    private readonly tf: typeof Tf,
    readonly rows: number,
    readonly columns: number,
  ) {
    this.tensor = tf.keep(tf.zeros([rows, columns]));
  }

  set(tensor: Tf.Tensor): void {
    const old = this.tensor;
    this.tensor = this.tf.keep(tensor as Tf.Tensor2D);
    old.dispose();
  }
}

export interface TfjsPass extends Pass {
  readonly output: TfjsMatrix;
  readonly outputGradient: TfjsMatrix;
  /** what the network saw in the last forward pass */
  input: TfjsInput | null;
}

export interface TfjsInput {
  readonly observations: TfjsMatrix;
  readonly actions?: TfjsMatrix;
  readonly masks?: readonly [TfjsMatrix, TfjsMatrix];
}

export interface TfjsSamples extends PolicySamples {
  readonly actions: TfjsMatrix;
  readonly logProbability: TfjsMatrix;
}
