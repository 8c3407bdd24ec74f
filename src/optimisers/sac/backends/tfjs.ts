import type * as Tf from "@tensorflow/tfjs-core";
import { InputError } from "../../../errors.js";
import type {
  BackendFactory,
  Batch,
  Losses,
  NetworkOptions,
  NetworkState,
  SacBackend,
  UpdateNoise,
} from "../backend.js";
import {
  initialState,
  type NetworkName,
  networkTensors,
  parameterCounts,
  type Tensor,
  type TensorName,
  targetNetworks,
} from "../parameters.js";
import { adamCorrections, temperatureOf, tuneTemperature } from "../temperature.js";
import { TfjsNetworks } from "./tfjs-networks.js";

/** What carries TensorFlow.js: the native binding, the WASM backend or plain JavaScript. */
export type TfjsEngine = "node" | "wasm" | "cpu";

/**
 * The networks on TensorFlow.js, gradients by its automatic differentiation: tfjs-node where it is installed, else
 * tfjs-core with the named engine. Not reproducible bit for bit.
 * @throws InputError when no TensorFlow.js is installed, or tfjs-node on Node ≥ 23, where its last version breaks
 */
export async function loadTfjsBackend(engine?: TfjsEngine): Promise<BackendFactory> {
  const tf = engine === undefined || engine === "node" ? await loadNode(engine === "node") : null;
  const library = tf ?? (await loadCore(engine === "cpu" ? "cpu" : "wasm"));
  return (options, random) => new TfjsBackend(library, options, initialState(options, random));
}

async function loadNode(required: boolean): Promise<typeof Tf | null> {
  const name = "@tensorflow/tfjs-node";
  try {
    import.meta.resolve(name);
  } catch {
    if (!required) return null;
    throw missing(`${name} is not installed: npm install ${name}`);
  }
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= 23) throw missing(`${name} 4.22 does not run on Node ≥ 23: use Node 20 or 22, or remove it`);
  return (await import(name)) as typeof Tf;
}

async function loadCore(engine: "wasm" | "cpu"): Promise<typeof Tf> {
  const packages = ["@tensorflow/tfjs-core", "@tensorflow/tfjs-layers", `@tensorflow/tfjs-backend-${engine}`];
  try {
    const tf = (await import(packages[0]!)) as typeof Tf;
    // registers the gradients: tfjs-core alone has none under Node
    await import(packages[1]!);
    await import(packages[2]!);
    await tf.setBackend(engine);
    await tf.ready();
    return tf;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw missing(`npm install @tensorflow/tfjs-node (Node 20 or 22), or npm install ${packages.join(" ")}`);
  }
}

function missing(allowed: string): InputError {
  return new InputError({ where: "--backend tfjs", allowed });
}

type LossOf = () => Tf.Scalar;

class TfjsBackend implements SacBackend {
  private readonly networks: TfjsNetworks;
  private readonly tensors: readonly Tensor[];
  private readonly weights = new Map<NetworkName, Map<Tensor["name"], Tf.Variable>>();
  private readonly moments = new Map<Tf.Variable, [first: Tf.Variable, second: Tf.Variable]>();
  private updates = 0;
  private readonly temperature: Pick<NetworkState, "logTemperature" | "temperatureMoments">;

  constructor(
    private readonly tf: typeof Tf,
    readonly options: NetworkOptions,
    state: NetworkState,
  ) {
    this.networks = new TfjsNetworks(tf, options);
    this.tensors = networkTensors(options);
    this.temperature = { logTemperature: 0, temperatureMoments: [0, 0] };
    for (const tensor of this.tensors)
      this.createVariables(tensor, tensor.offset < state.firstMoments.length);
    this.load(state);
  }

  act(observation: Float32Array, noise: Float32Array | null): Float32Array {
    const { tf, networks, options } = this;
    return tf.tidy(() => {
      const head = networks.actor(this.of("actor"), tf.tensor2d(observation, [1, options.observationSize]));
      if (noise === null) return tf.tanh(head.mean).dataSync() as Float32Array;
      const count = noise.length / options.actionSize;
      return networks
        .sample(head, tf.tensor2d(noise, [count, options.actionSize]))
        .actions.dataSync() as Float32Array;
    });
  }

  update(batch: Batch, noise: UpdateNoise): Losses {
    const { tf, options, temperature } = this;
    this.updates++;
    const alpha = temperatureOf(temperature, options);
    const losses = tf.tidy(() => {
      const tensors = this.batchTensors(batch, noise);
      return { ...(options.form === "classic" ? this.classic(tensors, alpha) : this.modern(tensors, alpha)) };
    });
    if (options.form === "modern")
      tuneTemperature(
        temperature,
        options,
        losses.entropy,
        adamCorrections(this.updates, options.learningRate),
      );
    for (const [target, source] of targetNetworks(options.form)) {
      if (options.form === "classic" || options.discount > 0) this.follow(target, source);
    }
    return losses;
  }

  save(): NetworkState {
    const { all, trained } = parameterCounts(this.options);
    const { logTemperature, temperatureMoments } = this.temperature;
    const state: NetworkState = {
      weights: new Float32Array(all),
      firstMoments: new Float32Array(trained),
      secondMoments: new Float32Array(trained),
      updates: this.updates,
      logTemperature,
      temperatureMoments: [...temperatureMoments],
    };
    for (const { offset, variable, moments } of this.variables()) {
      state.weights.set(variable.dataSync(), offset);
      if (moments === undefined) continue;
      state.firstMoments.set(moments[0].dataSync(), offset);
      state.secondMoments.set(moments[1].dataSync(), offset);
    }
    return state;
  }

  load(state: NetworkState): void {
    const { tf } = this;
    for (const { offset, variable, moments } of this.variables()) {
      const assign = (to: Tf.Variable, from: Float32Array) =>
        tf.tidy(() => to.assign(tf.tensor(from.slice(offset, offset + to.size), to.shape)));
      assign(variable, state.weights);
      if (moments === undefined) continue;
      assign(moments[0], state.firstMoments);
      assign(moments[1], state.secondMoments);
    }
    this.updates = state.updates;
    this.temperature.logTemperature = state.logTemperature;
    this.temperature.temperatureMoments = [...state.temperatureMoments];
  }

  private classic(batch: BatchTensors, temperature: number): Losses {
    const { tf, networks, options } = this;
    const { observations, actions } = batch;
    const head = networks.actor(this.of("actor"), observations);
    const sample = networks.sample(head, batch.targetNoise);
    const valueTarget = this.softValue("critic", observations, sample, temperature);
    const nextValue = networks.scalar(this.of("targetValue"), batch.nextObservations, null);
    const target = this.bellman(batch, nextValue);
    // all gradients first, at the old weights
    const steps = [
      this.gradient("value", () =>
        halfSquare(tf, networks.scalar(this.of("value"), observations, null), valueTarget),
      ),
      this.actorGradient(observations, batch.actorNoise, temperature),
      ...this.criticGradients(observations, actions, target),
    ];
    for (const { variables, gradients } of steps) this.step(variables, gradients);
    const [, actor, critic1, critic2] = steps.map(({ loss }) => loss);
    return {
      critic: (critic1! + critic2!) / 2,
      actor: actor!,
      entropy: this.entropy,
      temperature: options.temperature,
    };
  }

  private modern(batch: BatchTensors, temperature: number): Losses {
    const { networks, tf } = this;
    const { observations, nextObservations, actions } = batch;
    let value: Tf.Tensor1D = tf.zerosLike(batch.rewards);
    if (this.options.discount > 0) {
      const sample = networks.sample(networks.actor(this.of("actor"), nextObservations), batch.targetNoise);
      value = this.softValue("targetCritic", nextObservations, sample, temperature);
    }
    const critics = this.criticGradients(observations, actions, this.bellman(batch, value));
    for (const { variables, gradients } of critics) this.step(variables, gradients);
    const actor = this.actorGradient(observations, batch.actorNoise, temperature);
    this.step(actor.variables, actor.gradients);
    return {
      critic: (critics[0]!.loss + critics[1]!.loss) / 2,
      actor: actor.loss,
      entropy: this.entropy,
      temperature,
    };
  }

  /** −mean ln π of the last actor gradient */
  private entropy = 0;

  private actorGradient(observations: Tf.Tensor2D, noise: Tf.Tensor2D, temperature: number): Gradient {
    const { tf, networks } = this;
    return this.gradient("actor", () => {
      const sample = networks.sample(networks.actor(this.of("actor"), observations), noise);
      this.entropy = -(tf.mean(sample.logProbability).dataSync()[0] as number);
      return tf.neg(tf.mean(this.softValue("critic", observations, sample, temperature)));
    });
  }

  private criticGradients(observations: Tf.Tensor2D, actions: Tf.Tensor2D, target: Tf.Tensor1D): Gradient[] {
    return (["critic1", "critic2"] as const).map((name) =>
      this.gradient(name, () =>
        halfSquare(this.tf, this.networks.scalar(this.of(name), observations, actions), target),
      ),
    );
  }

  private softValue(
    kind: "critic" | "targetCritic",
    observations: Tf.Tensor2D,
    sample: { actions: Tf.Tensor2D; logProbability: Tf.Tensor1D },
    temperature: number,
  ): Tf.Tensor1D {
    const { tf, networks } = this;
    const q1 = networks.scalar(this.of(`${kind}1`), observations, sample.actions);
    const q2 = networks.scalar(this.of(`${kind}2`), observations, sample.actions);
    return tf.sub(tf.minimum(q1, q2), tf.mul(sample.logProbability, temperature));
  }

  private bellman({ rewards, terminals }: BatchTensors, value: Tf.Tensor1D): Tf.Tensor1D {
    const { tf } = this;
    return tf.add(rewards, tf.mul(tf.mul(tf.sub(1, terminals), value), this.options.discount));
  }

  private gradient(network: NetworkName, loss: LossOf): Gradient {
    const variables = [...this.of(network).values()];
    const { value, grads } = this.tf.variableGrads(loss, variables);
    return {
      variables,
      gradients: variables.map((variable) => grads[variable.name]!),
      loss: value.dataSync()[0]!,
    };
  }

  private step(variables: readonly Tf.Variable[], gradients: readonly Tf.Tensor[]): void {
    const { tf } = this;
    const { rate, second } = adamCorrections(this.updates, this.options.learningRate);
    for (const [i, variable] of variables.entries()) {
      const [m, v] = this.moments.get(variable)!;
      m.assign(tf.add(tf.mul(m, 0.9), tf.mul(gradients[i]!, 0.1)));
      v.assign(tf.add(tf.mul(v, 0.999), tf.mul(tf.square(gradients[i]!), 0.001)));
      const denominator = tf.add(tf.sqrt(tf.mul(v, second)), 1e-8);
      variable.assign(tf.sub(variable, tf.mul(tf.div(m, denominator), rate)));
    }
  }

  private follow(target: NetworkName, source: NetworkName): void {
    const { tf } = this;
    for (const [name, variable] of this.of(target)) {
      const own = this.of(source).get(name)!;
      tf.tidy(() =>
        variable.assign(tf.add(variable, tf.mul(tf.sub(own, variable), this.options.targetRate))),
      );
    }
  }

  private of(network: NetworkName): ReadonlyMap<TensorName, Tf.Variable> {
    return this.weights.get(network)!;
  }

  private *variables() {
    for (const { network, name, offset } of this.tensors) {
      const variable = this.weights.get(network)!.get(name)!;
      yield { offset, variable, moments: this.moments.get(variable) };
    }
  }

  private createVariables({ network, name, rows, columns }: Tensor, trained: boolean): void {
    const { tf } = this;
    const shape = rows === 1 && name !== "observation" && name !== "action" ? [columns] : [rows, columns];
    const variable = tf.variable(tf.zeros(shape), trained);
    if (!this.weights.has(network)) this.weights.set(network, new Map());
    this.weights.get(network)!.set(name, variable);
    if (trained)
      this.moments.set(variable, [tf.variable(tf.zeros(shape), false), tf.variable(tf.zeros(shape), false)]);
  }

  private batchTensors(batch: Batch, noise: UpdateNoise): BatchTensors {
    const { tf } = this;
    const { batch: rows, observationSize, actionSize, discount, form } = this.options;
    const matrix = (values: Float32Array, columns: number) => tf.tensor2d(values, [rows, columns]);
    return {
      observations: matrix(batch.observations, observationSize),
      nextObservations: matrix(batch.nextObservations, observationSize),
      actions: matrix(batch.actions, actionSize),
      rewards: tf.tensor1d(batch.rewards),
      terminals: tf.tensor1d(batch.terminals),
      // idle in the modern form at γ = 0, where it may be empty
      targetNoise: matrix(form === "classic" || discount > 0 ? noise.target : noise.actor, actionSize),
      actorNoise: matrix(noise.actor, actionSize),
    };
  }
}

interface BatchTensors {
  readonly observations: Tf.Tensor2D;
  readonly nextObservations: Tf.Tensor2D;
  readonly actions: Tf.Tensor2D;
  readonly rewards: Tf.Tensor1D;
  readonly terminals: Tf.Tensor1D;
  readonly targetNoise: Tf.Tensor2D;
  readonly actorNoise: Tf.Tensor2D;
}

interface Gradient {
  readonly variables: readonly Tf.Variable[];
  readonly gradients: readonly Tf.Tensor[];
  readonly loss: number;
}

/** ½·mean (q − target)². */
function halfSquare(tf: typeof Tf, q: Tf.Tensor1D, target: Tf.Tensor1D): Tf.Scalar {
  return tf.mul(tf.mean(tf.square(tf.sub(q, target))), 0.5);
}
