import type { Random } from "../../math/random.js";

/** A network of two hidden layers of `width` ReLU units each. */
export interface NetworkDesign {
  readonly observationSize: number;
  /** entries of the action that it sees beside the observation, 0 for none */
  readonly actionSize: number;
  /** a multiple of 8 */
  readonly width: number;
  /** layer norm (arXiv:1607.06450) before each ReLU */
  readonly layerNorm: boolean;
  /** what it gives for a row: one number, so many numbers (2 and more), or mean and raw deviation of so many actions */
  readonly head: "scalar" | { readonly outputs: number } | { readonly actions: number };
}

/** A weight matrix [rows × columns], row-major, inputs along rows; a vector has one row. */
export interface Tensor {
  readonly name: TensorName;
  readonly rows: number;
  readonly columns: number;
  /** where it begins in the network's weights, the tensors one after the other */
  readonly offset: number;
}

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

export function tensorsOf(design: NetworkDesign): Tensor[] {
  let offset = 0;
  return shapes(design).map(([name, rows, columns]) => {
    const tensor = { name, rows, columns, offset };
    offset += rows * columns;
    return tensor;
  });
}

export function weightCount(design: NetworkDesign): number {
  return shapes(design).reduce((sum, [, rows, columns]) => sum + rows * columns, 0);
}

/**
 * Fills `weights` [{@link weightCount}]: weights and biases uniform in ±1/√(inputs of the layer) (PyTorch's default, as BootSTOP has
 * it), layer norm at gain 1 and shift 0.
 */
export function drawWeights(design: NetworkDesign, random: Random, weights: Float32Array): void {
  for (const { name, rows, columns, offset } of tensorsOf(design)) {
    const view = weights.subarray(offset, offset + rows * columns);
    if (name === "gain1" || name === "gain2") view.fill(1);
    else if (name !== "shift1" && name !== "shift2") {
      const isFirst = name === "observation" || name === "action" || name === "bias1";
      const inputs = isFirst ? design.observationSize + design.actionSize : design.width;
      const bound = 1 / Math.sqrt(inputs);
      for (let i = 0; i < view.length; i++) view[i] = random.between(-bound, bound);
    }
  }
}

function shapes({ observationSize, actionSize, width, layerNorm, head }: NetworkDesign): Shape[] {
  const norm = (layer: 1 | 2): Shape[] =>
    layerNorm
      ? [
          [`gain${layer}`, 1, width],
          [`shift${layer}`, 1, width],
        ]
      : [];
  const outputs: Shape[] =
    head === "scalar" || "outputs" in head
      ? [
          ["output", width, head === "scalar" ? 1 : head.outputs],
          ["outputBias", 1, head === "scalar" ? 1 : head.outputs],
        ]
      : [
          ["mean", width, head.actions],
          ["meanBias", 1, head.actions],
          ["deviation", width, head.actions],
          ["deviationBias", 1, head.actions],
        ];
  return [
    ["observation", observationSize, width],
    ...(actionSize > 0 ? ([["action", actionSize, width]] as Shape[]) : []),
    ["bias1", 1, width],
    ...norm(1),
    ["hidden", width, width],
    ["bias2", 1, width],
    ...norm(2),
    ...outputs,
  ];
}
