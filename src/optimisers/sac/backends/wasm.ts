import type { Random } from "../../../math/random.js";
import type { Batch, Losses, NetworkOptions, NetworkState, SacBackend, UpdateNoise } from "../backend.js";
import { wasm } from "../network.wasm.js";
import {
  initialState,
  type NetworkName,
  networkTensors,
  parameterCounts,
  type Tensor,
  targetNetworks,
} from "../parameters.js";
import { adamCorrections, temperatureOf, tuneTemperature } from "../temperature.js";
import { padded } from "./wasm-kernel.js";
import { layOut, type WasmLayout } from "./wasm-layout.js";
import { WasmUpdate } from "./wasm-update.js";

/** The default backend: our SIMD kernel, on one core; the same weights bit for bit on every machine. */
export function createWasmBackend(options: NetworkOptions, random: Random): SacBackend {
  return new WasmBackend(options, initialState(options, random), wasm);
}

/** The networks on one build of our kernel. */
export class WasmBackend implements SacBackend {
  private readonly layout: WasmLayout;
  private readonly networkUpdate: WasmUpdate;
  private readonly tensors: readonly Tensor[];
  private readonly noNoise: Float32Array;
  private readonly proposed: Float32Array;
  private readonly temperature: Pick<NetworkState, "logTemperature" | "temperatureMoments">;
  private updates = 0;

  constructor(
    readonly options: NetworkOptions,
    state: NetworkState,
    kernel: string,
  ) {
    this.layout = layOut(options, kernel);
    this.networkUpdate = new WasmUpdate(this.layout, options);
    this.tensors = networkTensors(options);
    this.noNoise = new Float32Array(options.actionSize);
    this.proposed = new Float32Array(options.proposals * options.actionSize);
    this.temperature = { logTemperature: 0, temperatureMoments: [0, 0] };
    this.load(state);
  }

  act(observation: Float32Array, noise: Float32Array | null): Float32Array {
    const { memory, networks, query, activations } = this.layout;
    const { actionSize } = this.options;
    const samples = noise ?? this.noNoise;
    const count = samples.length / actionSize;
    const width = padded(actionSize);
    memory.view(query.observation, observation.length).set(observation);
    networks.get("actor")!.forward(4, { observations: query.observation }, activations.query);
    const heads = memory.view(activations.query.output, count * 2 * width);
    for (let i = 1; i < count; i++) heads.copyWithin(i * 2 * width, 0, 2 * width);
    copyRows(samples, actionSize, memory.view(query.noise, count * width), width);
    memory.kernel.policyForward(
      activations.query.output,
      query.noise,
      count,
      width,
      actionSize,
      this.options.form === "classic" ? 1 : 0,
      query.actions,
      query.sigma,
      query.logProbability,
    );
    const actions = this.proposed.subarray(0, count * actionSize);
    copyRows(memory.view(query.actions, count * width), width, actions, actionSize);
    return actions;
  }

  update(batch: Batch, noise: UpdateNoise): Losses {
    const { options, temperature } = this;
    this.read(batch, noise);
    this.updates++;
    const adam = adamCorrections(this.updates, options.learningRate);
    const alpha = temperatureOf(temperature, options);
    const losses = this.networkUpdate[options.form](alpha, adam);
    if (options.form === "modern") tuneTemperature(temperature, options, losses.entropy, adam);
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
    this.transfer(state, "out");
    return state;
  }

  load(state: NetworkState): void {
    this.transfer(state, "in");
    this.updates = state.updates;
    this.temperature.logTemperature = state.logTemperature;
    this.temperature.temperatureMoments = [...state.temperatureMoments];
  }

  private transfer(state: NetworkState, direction: "in" | "out"): void {
    for (const tensor of this.tensors) {
      const network = this.layout.networks.get(tensor.network)!;
      network.copy(tensor, network.weights, state.weights, direction);
      if (network.firstMoment === 0) continue;
      network.copy(tensor, network.firstMoment, state.firstMoments, direction);
      network.copy(tensor, network.secondMoment, state.secondMoments, direction);
    }
  }

  private follow(target: NetworkName, source: NetworkName): void {
    const { memory, networks } = this.layout;
    const [to, from] = [networks.get(target)!, networks.get(source)!];
    memory.kernel.polyak(to.weights, from.weights, to.count, this.options.targetRate);
  }

  /** Copies a batch into the kernel's memory, rows padded. */
  private read(from: Batch, noise: UpdateNoise): void {
    const { batch: to, memory } = this.layout;
    const { batch: rows, observationSize, actionSize } = this.options;
    const copy = (source: Float32Array, columns: number, address: number) =>
      copyRows(source, columns, memory.view(address, rows * padded(columns)), padded(columns));
    copy(from.observations, observationSize, to.observations);
    copy(from.nextObservations, observationSize, to.nextObservations);
    copy(from.actions, actionSize, to.actions);
    copy(noise.target, actionSize, to.targetNoise);
    copy(noise.actor, actionSize, to.actorNoise);
    memory.view(to.rewards, rows).set(from.rewards);
    memory.view(to.terminals, rows).set(from.terminals);
  }
}

/** Rows of `columns` and `toColumns` floats; the shorter of the two is copied. */
function copyRows(from: Float32Array, columns: number, to: Float32Array, toColumns: number): void {
  const shared = Math.min(columns, toColumns);
  for (let i = 0, j = 0; i < from.length && j < to.length; i += columns, j += toColumns) {
    for (let k = 0; k < shared; k++) to[j + k] = from[i + k]!;
  }
}
