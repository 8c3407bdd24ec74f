import type * as Tf from "@tensorflow/tfjs-core";
import type { NetworkOptions } from "../backend.js";
import type { TensorName } from "../parameters.js";

/** The tensors of one network by name. */
export type Variables = ReadonlyMap<TensorName, Tf.Variable>;

export interface ActorHead {
  readonly mean: Tf.Tensor2D;
  /** what σ is made of: σ itself before its clamp (classic), or the argument of the tanh in ln σ (modern) */
  readonly deviation: Tf.Tensor2D;
}

/** The networks and the policy as expressions that TensorFlow.js can differentiate. */
export class TfjsNetworks {
  constructor(
    private readonly tf: typeof Tf,
    private readonly options: NetworkOptions,
  ) {}

  /** Q [batch] or V [batch], the latter without actions. */
  scalar(weights: Variables, observations: Tf.Tensor2D, actions: Tf.Tensor2D | null): Tf.Tensor1D {
    const hidden = this.hidden(weights, observations, actions);
    const { tf } = this;
    return tf.squeeze(tf.add(tf.matMul(hidden, weights.get("output")!), weights.get("outputBias")!), [1]);
  }

  actor(weights: Variables, observations: Tf.Tensor2D): ActorHead {
    const hidden = this.hidden(weights, observations, null);
    const { tf } = this;
    return {
      mean: tf.add(tf.matMul(hidden, weights.get("mean")!), weights.get("meanBias")!),
      deviation: tf.add(tf.matMul(hidden, weights.get("deviation")!), weights.get("deviationBias")!),
    };
  }

  /** Reparametrised sample: actions [batch × actions] and ln π [batch]. */
  sample(head: ActorHead, noise: Tf.Tensor2D): { actions: Tf.Tensor2D; logProbability: Tf.Tensor1D } {
    const { tf } = this;
    const classic = this.options.form === "classic";
    const logSigma = classic
      ? tf.log(tf.clipByValue(head.deviation, 1e-6, 1))
      : tf.add(tf.mul(tf.add(tf.tanh(head.deviation), 1), 3.5), -5);
    const sigma = classic ? tf.clipByValue(head.deviation, 1e-6, 1) : tf.exp(logSigma);
    const u = tf.add(head.mean, tf.mul(sigma, noise));
    const actions = tf.tanh(u) as Tf.Tensor2D;
    const correction = classic
      ? tf.log(tf.add(tf.sub(1, tf.square(actions)), 1e-6))
      : tf.mul(tf.sub(tf.sub(Math.LN2, u), tf.softplus(tf.mul(u, -2))), 2);
    const density = tf.sub(tf.mul(tf.square(noise), -0.5), tf.add(logSigma, HALF_LOG_TWO_PI));
    return { actions, logProbability: tf.sum(tf.sub(density, correction), 1) };
  }

  private hidden(weights: Variables, observations: Tf.Tensor2D, actions: Tf.Tensor2D | null): Tf.Tensor2D {
    const { tf } = this;
    let first: Tf.Tensor2D = tf.matMul(observations, weights.get("observation") as Tf.Tensor2D);
    if (actions !== null) first = tf.add(first, tf.matMul(actions, weights.get("action") as Tf.Tensor2D));
    const activated = this.activate(weights, first, 1);
    return this.activate(weights, tf.matMul(activated, weights.get("hidden") as Tf.Tensor2D), 2);
  }

  private activate(weights: Variables, product: Tf.Tensor2D, layer: 1 | 2): Tf.Tensor2D {
    const { tf } = this;
    const biased = tf.add(product, weights.get(`bias${layer}`)!) as Tf.Tensor2D;
    const gain = weights.get(`gain${layer}`);
    if (gain === undefined) return tf.relu(biased);
    const centred = tf.sub(biased, tf.mean(biased, 1, true));
    const variance = tf.mean(tf.square(centred), 1, true);
    const hat = tf.mul(centred, tf.rsqrt(tf.add(variance, 1e-5)));
    return tf.relu(tf.add(tf.mul(hat, gain as Tf.Tensor), weights.get(`shift${layer}`)!) as Tf.Tensor2D);
  }
}

const HALF_LOG_TWO_PI = 0.9189385332046727;
