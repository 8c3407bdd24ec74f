import type * as Tf from "@tensorflow/tfjs-core";
import type { AdamCorrections } from "../adam.js";
import type { Network, NetworkPart } from "../backend.js";
import { type NetworkDesign, type TensorName, tensorsOf } from "../design.js";
import { type TfjsInput, TfjsMatrix, type TfjsPass } from "./matrix.js";

/** A weight tensor, the gradient of the last backward pass and Adam's moments; the weights alone where it is not trained. */
interface Weight {
  readonly name: TensorName;
  readonly offset: number;
  readonly weights: Tf.Variable;
  readonly gradient: TfjsMatrix | null;
  readonly firstMoments: Tf.Variable | null;
  readonly secondMoments: Tf.Variable | null;
}

/** A network as an expression that TensorFlow.js differentiates: a backward pass goes forward once more. */
export class TfjsNetwork implements Network {
  private readonly list: readonly Weight[];
  private readonly byName: ReadonlyMap<TensorName, Tf.Variable>;

  constructor(
    private readonly tf: typeof Tf,
    readonly design: NetworkDesign,
    trained: boolean,
  ) {
    this.list = tensorsOf(design).map(({ name, rows, columns, offset }) => {
      const zeros = (learnt: boolean) => tf.tidy(() => tf.variable(tf.zeros([rows, columns]), learnt));
      return {
        name,
        offset,
        weights: zeros(trained),
        gradient: trained ? new TfjsMatrix(tf, rows, columns) : null,
        firstMoments: trained ? zeros(false) : null,
        secondMoments: trained ? zeros(false) : null,
      };
    });
    this.byName = new Map(this.list.map(({ name, weights }) => [name, weights]));
  }

  pass(rows: number): TfjsPass {
    const { head } = this.design;
    const columns = head === "scalar" ? 1 : "outputs" in head ? head.outputs : 2 * head.actions;
    const matrix = () => new TfjsMatrix(this.tf, rows, columns);
    return { output: matrix(), outputGradient: matrix(), input: null };
  }

  /** Nothing is saved here. */
  observationPart(): void {}

  forward(input: TfjsInput, pass: TfjsPass): void {
    pass.input = input;
    this.tf.tidy(() => pass.output.set(this.value(input)));
  }

  backward({ input, outputGradient }: TfjsPass): void {
    const { tf } = this;
    tf.tidy(() => {
      const { grads } = tf.variableGrads(
        () => tf.sum(tf.mul(this.value(input!), outputGradient.tensor)),
        this.list.map(({ weights }) => weights),
      );
      for (const { gradient, weights } of this.list) gradient!.set(grads[weights.name]!);
    });
  }

  actionGradient({ input, outputGradient }: TfjsPass, out: TfjsMatrix, accumulate: boolean): void {
    const { tf } = this;
    tf.tidy(() => {
      const gradient = tf.grad((actions) =>
        tf.sum(tf.mul(this.value(input!, actions as Tf.Tensor2D), outputGradient.tensor)),
      )(input!.actions!.tensor);
      out.set(accumulate ? tf.add(out.tensor, gradient) : gradient);
    });
  }

  step({ rate, second }: AdamCorrections): void {
    const { tf } = this;
    tf.tidy(() => {
      for (const { weights, gradient, firstMoments: m, secondMoments: v } of this.list) {
        m!.assign(tf.add(tf.mul(m!, 0.9), tf.mul(gradient!.tensor, 0.1)));
        v!.assign(tf.add(tf.mul(v!, 0.999), tf.mul(tf.square(gradient!.tensor), 0.001)));
        const denominator = tf.add(tf.sqrt(tf.mul(v!, second)), 1e-8);
        weights.assign(tf.sub(weights, tf.mul(tf.div(m!, denominator), rate)));
      }
    });
  }

  follow(source: TfjsNetwork, rate: number): void {
    const { tf } = this;
    tf.tidy(() => {
      for (const { name, weights } of this.list) {
        const theirs = source.byName.get(name)!;
        weights.assign(tf.add(weights, tf.mul(tf.sub(theirs, weights), rate)));
      }
    });
  }

  copy(part: NetworkPart, dense: Float32Array, direction: "in" | "out"): void {
    const { tf } = this;
    for (const weight of this.list) {
      const own = weight[part]!;
      const { offset } = weight;
      if (direction === "out") dense.set(own.dataSync(), offset);
      else tf.tidy(() => own.assign(tf.tensor(dense.slice(offset, offset + own.size), own.shape)));
    }
  }

  /** The output [rows × 1], or [rows × 2·actions] of a policy; at other actions where they are given. */
  private value(input: TfjsInput, actions = input.actions?.tensor): Tf.Tensor2D {
    const { tf } = this;
    const { masks } = input;
    const seen: Tf.Tensor2D = tf.matMul(input.observations.tensor, this.matrix("observation"));
    const acted: Tf.Tensor2D | undefined = actions && tf.matMul(actions, this.matrix("action"));
    const first = this.activate(acted ? tf.add(seen, acted) : seen, 1, masks?.[0]);
    const second = this.activate(tf.matMul(first, this.matrix("hidden")), 2, masks?.[1]);
    const affine = (weight: TensorName, bias: TensorName): Tf.Tensor2D =>
      tf.add(tf.matMul(second, this.matrix(weight)), this.matrix(bias));
    const { head } = this.design;
    if (head === "scalar" || "outputs" in head) return affine("output", "outputBias");
    return tf.concat([affine("mean", "meanBias"), affine("deviation", "deviationBias")], 1);
  }

  private activate(product: Tf.Tensor2D, layer: 1 | 2, mask?: TfjsMatrix): Tf.Tensor2D {
    const { tf } = this;
    const affine: Tf.Tensor2D = tf.add(product, this.matrix(`bias${layer}`));
    if (!this.design.layerNorm) return tf.relu(affine);
    const biased: Tf.Tensor2D = mask ? tf.mul(affine, mask.tensor) : affine;
    const centred = tf.sub(biased, tf.mean(biased, 1, true));
    const variance = tf.mean(tf.square(centred), 1, true);
    const hat = tf.mul(centred, tf.rsqrt(tf.add(variance, 1e-5)));
    return tf.relu(
      tf.add(tf.mul(hat, this.matrix(`gain${layer}`)), this.matrix(`shift${layer}`)) as Tf.Tensor2D,
    );
  }

  private matrix(name: TensorName): Tf.Tensor2D {
    return this.byName.get(name) as unknown as Tf.Tensor2D;
  }
}
