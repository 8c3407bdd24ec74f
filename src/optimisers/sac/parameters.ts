import { log } from "../../math/elementary.js";
import type { Random } from "../../math/random.js";
import type { NetworkOptions, NetworkState } from "./backend.js";

/** A weight matrix [rows × columns], row-major, inputs along rows; a vector has one row. */
export interface Tensor {
  readonly network: NetworkName;
  readonly name: TensorName;
  readonly rows: number;
  readonly columns: number;
  /** where it begins in the arrays of {@link NetworkState} */
  readonly offset: number;
}

export type NetworkName =
  | "actor"
  | "critic1"
  | "critic2"
  | "value"
  | "targetCritic1"
  | "targetCritic2"
  | "targetValue";

export type TensorName =
  | "observation"
  | "action"
  | "bias1"
  | "gain1"
  | "shift1"
  | "hidden"
  | "bias2"
  | "gain2"
  | "shift2"
  | "mean"
  | "meanBias"
  | "deviation"
  | "deviationBias"
  | "output"
  | "outputBias";

type Shape = [TensorName, number, number];

/** Networks that gradients train, in the order of their weights. */
export function trainedNetworks(form: NetworkOptions["form"]): NetworkName[] {
  return form === "classic" ? ["actor", "critic1", "critic2", "value"] : ["actor", "critic1", "critic2"];
}

/** Each target network with the network that it follows. */
export function targetNetworks(form: NetworkOptions["form"]): [target: NetworkName, source: NetworkName][] {
  if (form === "classic") return [["targetValue", "value"]];
  return [
    ["targetCritic1", "critic1"],
    ["targetCritic2", "critic2"],
  ];
}

/** Every tensor, trained networks first, then the targets. */
export function networkTensors(options: NetworkOptions): Tensor[] {
  const names = [...trainedNetworks(options.form), ...targetNetworks(options.form).map(([target]) => target)];
  const tensors: Tensor[] = [];
  let offset = 0;
  for (const network of names) {
    for (const [name, rows, columns] of shapes(network, options)) {
      tensors.push({ network, name, rows, columns, offset });
      offset += rows * columns;
    }
  }
  return tensors;
}

/** Number of weights: all, and those that gradients train. */
export function parameterCounts(options: NetworkOptions): { all: number; trained: number } {
  const trainedNames = trainedNetworks(options.form);
  let all = 0;
  let trained = 0;
  for (const { network, rows, columns } of networkTensors(options)) {
    all += rows * columns;
    if (trainedNames.includes(network)) trained += rows * columns;
  }
  return { all, trained };
}

/**
 * Weights and biases uniform in ±1/√(inputs of the layer) (PyTorch's default, as BootSTOP has it), layer norm at gain 1
 * and shift 0; targets begin as copies.
 */
export function initialState(options: NetworkOptions, random: Random): NetworkState {
  const { all, trained } = parameterCounts(options);
  const weights = new Float32Array(all);
  const tensors = networkTensors(options);
  for (const tensor of tensors) {
    if (tensor.offset < trained) initialise(weights, tensor, options, random);
  }
  for (const [target, source] of targetNetworks(options.form)) {
    const [from, end] = networkRange(tensors, source);
    weights.copyWithin(networkRange(tensors, target)[0], from, end);
  }
  return {
    weights,
    firstMoments: new Float32Array(trained),
    secondMoments: new Float32Array(trained),
    updates: 0,
    logTemperature: log(options.temperature),
    temperatureMoments: [0, 0],
  };
}

function initialise(weights: Float32Array, tensor: Tensor, options: NetworkOptions, random: Random): void {
  const { name, network, offset } = tensor;
  const view = weights.subarray(offset, offset + tensor.rows * tensor.columns);
  if (name === "gain1" || name === "gain2") view.fill(1);
  else if (name !== "shift1" && name !== "shift2") {
    const isFirst = name === "observation" || name === "action" || name === "bias1";
    const withAction = network === "critic1" || network === "critic2";
    const inputs = isFirst ? options.observationSize + (withAction ? options.actionSize : 0) : options.width;
    const bound = 1 / Math.sqrt(inputs);
    for (let i = 0; i < view.length; i++) view[i] = random.between(-bound, bound);
  }
}

/** First and last-plus-one place of a network's weights. */
export function networkRange(tensors: readonly Tensor[], network: NetworkName): [number, number] {
  const own = tensors.filter((tensor) => tensor.network === network);
  const last = own[own.length - 1]!;
  return [own[0]!.offset, last.offset + last.rows * last.columns];
}

function shapes(network: NetworkName, options: NetworkOptions): Shape[] {
  const { observationSize, actionSize, width, form } = options;
  const isCritic = network !== "actor" && network !== "value" && network !== "targetValue";
  const norm = (layer: 1 | 2): Shape[] =>
    isCritic && form === "modern"
      ? [
          [`gain${layer}`, 1, width],
          [`shift${layer}`, 1, width],
        ]
      : [];
  const head: Shape[] =
    network === "actor"
      ? [
          ["mean", width, actionSize],
          ["meanBias", 1, actionSize],
          ["deviation", width, actionSize],
          ["deviationBias", 1, actionSize],
        ]
      : [
          ["output", width, 1],
          ["outputBias", 1, 1],
        ];
  return [
    ["observation", observationSize, width],
    ...(isCritic ? ([["action", actionSize, width]] as Shape[]) : []),
    ["bias1", 1, width],
    ...norm(1),
    ["hidden", width, width],
    ["bias2", 1, width],
    ...norm(2),
    ...head,
  ];
}
