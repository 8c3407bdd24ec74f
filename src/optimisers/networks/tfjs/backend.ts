import type * as Tf from "@tensorflow/tfjs-core";
import type { NetworkBackend, PolicyForm, PolicyLoss, PolicyQuery } from "../backend.js";
import type { NetworkDesign } from "../design.js";
import { TfjsMatrix, type TfjsPass, type TfjsSamples } from "./matrix.js";
import { TfjsNetwork } from "./network.js";

const HALF_LOG_TWO_PI = 0.9189385332046727;

interface TfjsPolicyLoss extends PolicyLoss {
  readonly actionGradient: TfjsMatrix;
}

type TfjsTwins = readonly [first: TfjsPass, second: TfjsPass];

/** The primitives on TensorFlow.js. */
export class TfjsBackend implements NetworkBackend {
  constructor(private readonly tf: typeof Tf) {}

  matrix(rows: number, columns: number): TfjsMatrix {
    return new TfjsMatrix(this.tf, rows, columns);
  }

  vector(rows: number): TfjsMatrix {
    return this.matrix(rows, 1);
  }

  write(to: TfjsMatrix, values: Float32Array): void {
    // TensorFlow.js may keep the array itself, which the caller will change
    to.set(this.tf.tensor2d(values.slice(), [to.rows, to.columns]));
  }

  read(from: TfjsMatrix, values: Float32Array): void {
    values.set(from.tensor.dataSync());
  }

  network(design: NetworkDesign, trained: boolean): TfjsNetwork {
    return new TfjsNetwork(this.tf, design, trained);
  }

  samples(rows: number, actions: number): TfjsSamples {
    return { actions: this.matrix(rows, actions), logProbability: this.vector(rows) };
  }

  samplePolicy(form: PolicyForm, { output }: TfjsPass, noise: TfjsMatrix, to: TfjsSamples): void {
    this.tf.tidy(() => {
      const { actions, logProbability } = this.sample(form, output.tensor, noise.tensor);
      to.actions.set(actions);
      to.logProbability.set(logProbability);
    });
  }

  policyGradient(form: PolicyForm, pass: TfjsPass, noise: TfjsMatrix, _: TfjsSamples, loss: TfjsPolicyLoss) {
    const { tf } = this;
    const gradient = tf.grad((head) => {
      const { actions, logProbability } = this.sample(form, head as Tf.Tensor2D, noise.tensor);
      return tf.add(
        tf.sum(tf.mul(actions, loss.actionGradient.tensor)),
        tf.mul(tf.sum(logProbability), loss.logProbabilityGradient),
      );
    });
    tf.tidy(() => pass.outputGradient.set(gradient(pass.output.tensor)));
  }

  query(actor: TfjsNetwork, form: PolicyForm): PolicyQuery {
    const { tf } = this;
    const { observationSize } = actor.design;
    const observations = this.matrix(1, observationSize);
    const pass = actor.pass(1);
    const actionSize = pass.output.columns / 2;
    return (observation, noise) => {
      this.write(observations, observation);
      actor.forward({ observations }, pass);
      return tf.tidy(() => {
        const normals = tf.tensor2d(noise, [noise.length / actionSize, actionSize]);
        return this.sample(form, pass.output.tensor, normals).actions.dataSync() as Float32Array;
      });
    };
  }

  softValue(twins: TfjsTwins, logProbability: TfjsMatrix, temperature: number, out: TfjsMatrix): void {
    const { tf } = this;
    const [first, second] = twins;
    tf.tidy(() => {
      const least = tf.minimum(first.output.tensor, second.output.tensor);
      out.set(tf.sub(least, tf.mul(logProbability.tensor, temperature)));
    });
  }

  bellman(
    rewards: TfjsMatrix,
    terminals: TfjsMatrix,
    values: TfjsMatrix,
    discount: number,
    out: TfjsMatrix,
  ): void {
    const { tf } = this;
    tf.tidy(() => {
      const ahead = tf.mul(tf.mul(tf.sub(1, terminals.tensor), values.tensor), discount);
      out.set(tf.add(rewards.tensor, ahead));
    });
  }

  outputGradient({ outputGradient }: TfjsPass, values: Float32Array): void {
    this.write(outputGradient, values);
  }

  squaredError({ output, outputGradient }: TfjsPass, target: TfjsMatrix): number {
    const { tf } = this;
    return tf.tidy(() => {
      const difference = tf.sub(output.tensor, target.tensor);
      outputGradient.set(tf.div(difference, output.rows));
      return tf.mul(tf.mean(tf.square(difference)), 0.5).dataSync()[0]!;
    });
  }

  minimumGradient([first, second]: TfjsTwins): void {
    const { tf } = this;
    tf.tidy(() => {
      const isFirst = tf.cast(tf.lessEqual(first.output.tensor, second.output.tensor), "float32");
      second.outputGradient.set(tf.div(tf.sub(isFirst, 1), first.output.rows));
      first.outputGradient.set(tf.div(isFirst, -first.output.rows));
    });
  }

  mean(values: TfjsMatrix): number {
    return this.tf.tidy(() => this.tf.mean(values.tensor).dataSync()[0]!);
  }

  /** Reparametrised sample of a policy's output [rows × 2·actions], one row of it for all where it has but one: actions and ln π. */
  private sample(form: PolicyForm, head: Tf.Tensor2D, noise: Tf.Tensor2D) {
    const { tf } = this;
    const [mean, deviation] = tf.split(head, 2, 1) as [Tf.Tensor2D, Tf.Tensor2D];
    const clamped = form === "clamped";
    const logSigma = clamped
      ? tf.log(tf.clipByValue(deviation, 1e-6, 1))
      : tf.add(tf.mul(tf.add(tf.tanh(deviation), 1), 3.5), -5);
    const sigma = clamped ? tf.clipByValue(deviation, 1e-6, 1) : tf.exp(logSigma);
    const u = tf.add(mean, tf.mul(sigma, noise));
    const actions = tf.tanh(u) as Tf.Tensor2D;
    const correction = clamped
      ? tf.log(tf.add(tf.sub(1, tf.square(actions)), 1e-6))
      : tf.mul(tf.sub(tf.sub(Math.LN2, u), tf.softplus(tf.mul(u, -2))), 2);
    const density = tf.sub(tf.mul(tf.square(noise), -0.5), tf.add(logSigma, HALF_LOG_TWO_PI));
    return { actions, logProbability: tf.sum(tf.sub(density, correction), 1, true) };
  }
}
