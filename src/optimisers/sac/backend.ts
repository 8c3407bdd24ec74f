import type { Random } from "../../math/random.js";

/**
 * Sizes and hyper-parameters of the SAC networks; two hidden layers of `width` ReLU units each.
 *
 * - `classic`: actor, twin critics, value and target-value network (arXiv:1801.01290), σ clamped to [1e-6, 1],
 *   entropy weighted by `temperature` for good: the networks of BootSTOP (arXiv:2108.08859).
 * - `modern`: actor, twin critics with layer norm, target critics, and a temperature tuned towards `targetEntropy`
 *   (arXiv:1812.05905). With `discount` 0 the target critics stay idle.
 */
export interface NetworkOptions {
  readonly form: "classic" | "modern";
  readonly observationSize: number;
  readonly actionSize: number;
  /** a multiple of 8 */
  readonly width: number;
  /** transitions an update, a multiple of 8 */
  readonly batch: number;
  /** most actions one policy query may ask for */
  readonly proposals: number;
  /** step size of Adam, for every network and the temperature */
  readonly learningRate: number;
  /** γ in [0, 1) */
  readonly discount: number;
  /** τ in (0, 1]: targets move by τ·(network − target) an update */
  readonly targetRate: number;
  /** initial temperature; the constant one in the classic form */
  readonly temperature: number;
  /** nats; modern form only */
  readonly targetEntropy: number;
}

/** Transitions, row-major: observations [batch × observationSize], actions [batch × actionSize] in [−1, 1]. */
export interface Batch {
  readonly observations: Float32Array;
  readonly actions: Float32Array;
  readonly rewards: Float32Array;
  readonly nextObservations: Float32Array;
  /** 1 where the episode ended, so that the next observation has no value; else 0 */
  readonly terminals: Float32Array;
}

/**
 * Standard normals [batch × actionSize] behind the two policy samples of an update: `target` for the value target
 * (classic, at the observations) or the Bellman target (modern, at the next ones), `actor` for the actor's loss.
 */
export interface UpdateNoise {
  readonly target: Float32Array;
  readonly actor: Float32Array;
}

export interface Losses {
  /** mean of the twins' ½·mean squared Bellman errors, before the update */
  critic: number;
  /** mean of temperature·ln π − min Q */
  actor: number;
  /** −mean ln π, nats */
  entropy: number;
  temperature: number;
}

/** Everything that training changes. Tensors follow one another in the order of {@link networkTensors}. */
export interface NetworkState {
  weights: Float32Array;
  /** Adam's moments, of the trained networks alone: the first part of `weights` */
  firstMoments: Float32Array;
  secondMoments: Float32Array;
  /** updates done */
  updates: number;
  logTemperature: number;
  /** Adam's two moments of the logarithm of the temperature */
  temperatureMoments: [number, number];
}

/** The networks, wherever they run: actor, critics and what trains them. */
export interface SacBackend {
  readonly options: NetworkOptions;
  /**
   * Actions in (−1, 1) for one observation [observationSize]: one sample for each row of `noise` [count × actionSize],
   * count ≤ proposals, or the mode tanh μ for null. The array returned is reused by the next call.
   */
  act(observation: Float32Array, noise: Float32Array | null): Float32Array;
  /** One gradient step of every network. */
  update(batch: Batch, noise: UpdateNoise): Losses;
  save(): NetworkState;
  load(state: NetworkState): void;
}

export type BackendName = "wasm" | "wasm-fast" | "tfjs";

/** Makes a backend with initial weights drawn from `random`. */
export type BackendFactory = (options: NetworkOptions, random: Random) => SacBackend;
