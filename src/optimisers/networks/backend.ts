import type { AdamCorrections } from "./adam.js";
import type { NetworkDesign } from "./design.js";

/** An array of single-precision numbers [rows × columns] where a backend computes. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
}

/** What a network sees: observations [rows × observationSize] and, where it takes them, actions [rows × actionSize]. */
export interface NetworkInput {
  readonly observations: Matrix;
  readonly actions?: Matrix;
  /** what {@link Network.observationPart} wrote for these observations: it saves that product */
  readonly observationPart?: Matrix;
  /**
   * factors [rows × width] on the two hidden layers before layer norm, as dropout has them; only for a network with layer norm. The
   * backward pass reads them once more.
   */
  readonly masks?: readonly [Matrix, Matrix];
}

/** One forward pass of a network over a batch: its output, and what a backward pass needs. Networks of one design can share one. */
export interface Pass {
  /** [rows × 1], [rows × outputs], or of a policy [rows × actions] means and as many raw deviations */
  readonly output: Matrix;
}

/** A network with its weights, their gradient and Adam's moments. */
export interface Network {
  readonly design: NetworkDesign;
  pass(rows: number): Pass;
  /** Writes the part of the first layer that does not depend on the action into `out` [rows × width]. */
  observationPart(observations: Matrix, out: Matrix): void;
  forward(input: NetworkInput, pass: Pass): void;
  /** Gradient of all weights, from the gradient of the output that a loss or a policy has left in `pass`. */
  backward(pass: Pass): void;
  /** The same gradient carried on to the actions instead [rows × actionSize], beside what is there already where `accumulate`. */
  actionGradient(pass: Pass, out: Matrix, accumulate: boolean): void;
  /** One step of Adam along the gradient of the last {@link backward}. */
  step(corrections: AdamCorrections): void;
  /** Polyak averaging: weights ← weights + rate·(those of `source` − weights). */
  follow(source: Network, rate: number): void;
  /** Copies weights or one of the two moments, dense in the order of the design's tensors, `out` of the network or `in`. */
  copy(part: NetworkPart, dense: Float32Array, direction: "in" | "out"): void;
}

export type NetworkPart = "weights" | "firstMoments" | "secondMoments";

/**
 * How σ comes out of a policy network's raw deviation: `clamped`, σ = raw in [1e-6, 1] (BootSTOP), with 1e-6 added to 1 − a² in
 * ln π; `logarithmic`, ln σ = −5 + 3.5·(1 + tanh raw), in [−5, 2].
 */
export type PolicyForm = "clamped" | "logarithmic";

/** Samples of a tanh-Gaussian policy, a = tanh(μ + σ·noise). */
export interface PolicySamples {
  /** [rows × actions] in (−1, 1) */
  readonly actions: Matrix;
  /** ln π [rows × 1] */
  readonly logProbability: Matrix;
}

/** Where networks are computed: the primitives that agents' updates are written in. Arrays are allocated once, before any update. */
export interface NetworkBackend {
  /** of zeros */
  matrix(rows: number, columns: number): Matrix;
  /** one number a row, zeros */
  vector(rows: number): Matrix;
  write(to: Matrix, values: Float32Array): void;
  read(from: Matrix, values: Float32Array): void;
  /** its weights zero; only a trained network has a gradient */
  network(design: NetworkDesign, trained: boolean): Network;

  samples(rows: number, actions: number): PolicySamples;
  samplePolicy(form: PolicyForm, pass: Pass, noise: Matrix, to: PolicySamples): void;
  /**
   * Leaves in `pass` the gradient of the policy's output, given that of the loss by the sampled actions and the (constant) one by
   * ln π.
   */
  policyGradient(form: PolicyForm, pass: Pass, noise: Matrix, from: PolicySamples, loss: PolicyLoss): void;
  /** Actions of a policy network for one observation, one for each row of `noise` [count × actions], count ≤ most. */
  query(actor: Network, form: PolicyForm, most: number): PolicyQuery;

  /** out = min(first, second) − temperature·ln π, the soft value [rows × 1]. */
  softValue(twins: Twins, logProbability: Matrix, temperature: number, out: Matrix): void;
  /** out = rewards + discount·(1 − terminals)·values */
  bellman(rewards: Matrix, terminals: Matrix, values: Matrix, discount: number, out: Matrix): void;
  /** Leaves any gradient by the output in `pass`, dense and row-major [rows × outputs]. */
  outputGradient(pass: Pass, values: Float32Array): void;
  /** Returns ½·mean (output − target)² and leaves its gradient in `pass`. */
  squaredError(pass: Pass, target: Matrix): number;
  /** Leaves the gradient of −mean min(first, second) in both. */
  minimumGradient(twins: Twins): void;
  mean(values: Matrix): number;
}

export type Twins = readonly [first: Pass, second: Pass];

export interface PolicyLoss {
  readonly actionGradient: Matrix;
  readonly logProbabilityGradient: number;
}

/** The array returned is reused by the next call. */
export type PolicyQuery = (observation: Float32Array, noise: Float32Array) => Float32Array;

/** The largest sizes that a backend has to make room for: rows of a batch, and a network's sizes. */
export type BackendLimits = Pick<NetworkDesign, "observationSize" | "actionSize" | "width"> & {
  readonly rows: number;
  /** of the widest head that is no policy's; default 1 */
  readonly outputs?: number;
};

export type BackendFactory = (limits: BackendLimits) => NetworkBackend;

export type BackendName = "wasm" | "wasm-fast" | "tfjs";
