import type { AdamCorrections } from "../adam.js";
import type { Network, NetworkInput, NetworkPart, Pass } from "../backend.js";
import { type NetworkDesign, type Tensor, type TensorName, tensorsOf } from "../design.js";
import type { NetworkKernel } from "./kernel.js";
import { type KernelMemory, padded, type WasmMatrix } from "./memory.js";

/** What a forward pass leaves behind for the backward pass: addresses, of [rows × width] unless noted. */
export interface WasmPass extends Pass {
  /** what the network saw; addresses, set by the forward pass */
  observations: number;
  actions: number;
  masks: readonly [WasmMatrix, WasmMatrix] | null;
  readonly rows: number;
  readonly first: number;
  readonly second: number;
  /** x̂ of the layer norms, where there are any, else the same as first and second */
  readonly firstHat: number;
  readonly secondHat: number;
  /** [rows] */
  readonly firstInverse: number;
  readonly secondInverse: number;
  readonly output: WasmMatrix;
  /** of the size of the output */
  readonly outputGradient: number;
}

/** What all networks of a backend share. */
export interface Workspace {
  readonly memory: KernelMemory;
  /** packing space of the GEMM */
  readonly scratch: number;
  /** gradients of the two hidden layers [rows × width] */
  readonly firstGradient: number;
  readonly secondGradient: number;
}

interface WasmInput extends NetworkInput {
  readonly observations: WasmMatrix;
  readonly actions?: WasmMatrix;
  readonly observationPart?: WasmMatrix;
  readonly masks?: readonly [WasmMatrix, WasmMatrix];
}

/** The last layer where it gives more than one number a row: its two tensors, and the padded number of columns. */
interface WideHead {
  readonly weights: "mean" | "output";
  readonly bias: "meanBias" | "outputBias";
  readonly stride: number;
  readonly columns: number;
}

/**
 * A network of two hidden layers, its gradient and Adam's moments in the kernel's memory. Inputs and actions are padded
 * to multiples of 8 columns; padded weights start at zero and get zero gradients.
 */
export class WasmNetwork implements Network {
  private readonly count: number;
  private readonly weights: number;
  private readonly gradient: number;
  private readonly firstMoments: number;
  private readonly secondMoments: number;
  private readonly tensors: readonly Tensor[];
  private readonly places = new Map<TensorName, { offset: number; stride: number }>();
  private readonly observationWidth: number;
  private readonly actionWidth: number;
  private readonly width: number;
  private readonly kernel: NetworkKernel;
  private readonly layerNorm: boolean;
  private readonly head: WideHead | null;
  private readonly takesAction: boolean;

  constructor(
    private readonly workspace: Workspace,
    readonly design: NetworkDesign,
    trained: boolean,
  ) {
    const { memory } = workspace;
    this.kernel = memory.kernel;
    this.width = design.width;
    this.observationWidth = padded(design.observationSize);
    this.takesAction = design.actionSize > 0;
    this.head = wideHead(design);
    this.actionWidth = padded(design.actionSize);
    this.layerNorm = design.layerNorm;
    this.tensors = tensorsOf(design);
    this.count = this.place(this.tensors);
    this.weights = memory.allocate(this.count);
    this.gradient = trained ? memory.allocate(this.count) : 0;
    this.firstMoments = trained ? memory.allocate(this.count) : 0;
    this.secondMoments = trained ? memory.allocate(this.count) : 0;
  }

  /** Lays the padded tensors out; returns their total size. Mean and deviation lie side by side: one product gives both. */
  private place(tensors: readonly Tensor[]): number {
    let end = 0;
    for (const { name, rows, columns } of tensors) {
      if (name === "mean" || name === "meanBias") {
        const { stride } = this.head!;
        this.places.set(name, { offset: end, stride });
        end += rows * stride;
      } else if (name === "deviation" || name === "deviationBias") {
        const mean = this.places.get(name === "deviation" ? "mean" : "meanBias")!;
        this.places.set(name, { offset: mean.offset + mean.stride / 2, stride: mean.stride });
      } else {
        const stride = columns === 1 ? 1 : padded(columns);
        this.places.set(name, { offset: end, stride });
        end += padded((name === "observation" || name === "action" ? padded(rows) : rows) * stride);
      }
    }
    return end;
  }

  copy(part: NetworkPart, dense: Float32Array, direction: "in" | "out"): void {
    const block = this.workspace.memory.view(this[part], this.count);
    for (const { name, rows, columns, offset } of this.tensors) {
      const place = this.places.get(name)!;
      for (let row = 0; row < rows; row++) {
        const from = place.offset + row * place.stride;
        const own = block.subarray(from, from + columns);
        const other = dense.subarray(offset + row * columns, offset + (row + 1) * columns);
        if (direction === "in") own.set(other);
        else other.set(own);
      }
    }
  }

  private at(name: TensorName): number {
    return this.weights + 4 * this.places.get(name)!.offset;
  }

  private gradientAt(name: TensorName): number {
    return this.gradient + 4 * this.places.get(name)!.offset;
  }

  pass(rows: number): WasmPass {
    const { memory } = this.workspace;
    const layer = () => memory.allocate(rows * this.width);
    const first = layer();
    const second = layer();
    const { stride, columns } = this.head ?? { stride: 1, columns: 1 };
    return {
      observations: 0,
      actions: 0,
      masks: null,
      rows,
      first,
      second,
      firstHat: this.layerNorm ? layer() : first,
      secondHat: this.layerNorm ? layer() : second,
      firstInverse: memory.allocate(rows),
      secondInverse: memory.allocate(rows),
      output: { address: memory.allocate(rows * stride), rows, columns, stride },
      outputGradient: memory.allocate(rows * stride),
    };
  }

  observationPart(observations: WasmMatrix, out: WasmMatrix): void {
    this.product(out.rows, observations.address, this.observationWidth, "observation", out.address, 0);
  }

  forward({ observations, actions, observationPart, masks }: WasmInput, to: WasmPass): void {
    const { kernel, width, head } = this;
    const m = to.rows;
    to.masks = masks ?? null;
    to.observations = observations.address;
    if (observationPart !== undefined) {
      const from = observationPart.address >> 2;
      new Float32Array(kernel.memory.buffer).copyWithin(to.firstHat >> 2, from, from + m * width);
    } else this.product(m, to.observations, this.observationWidth, "observation", to.firstHat, 0);
    if (this.takesAction) {
      to.actions = actions!.address;
      this.product(m, to.actions, this.actionWidth, "action", to.firstHat, 1);
    }
    this.activate(to, 1, to.firstHat, to.firstInverse, to.first);
    this.product(m, to.first, width, "hidden", to.secondHat, 0);
    this.activate(to, 2, to.secondHat, to.secondInverse, to.second);
    const output = to.output.address;
    if (head) {
      this.product(m, to.second, width, head.weights, output, 0);
      kernel.addBias(output, this.at(head.bias), m, head.stride);
    } else kernel.headForward(to.second, this.at("output"), this.at("outputBias"), m, width, output);
  }

  backward(from: WasmPass): void {
    const { kernel, width, head } = this;
    const { firstGradient, secondGradient } = this.workspace;
    const { rows: m, outputGradient } = from;
    if (head) {
      this.weightGradient(m, from.second, width, outputGradient, head.stride, head.weights);
      kernel.sumRows(outputGradient, m, head.stride, this.gradientAt(head.bias));
    } else {
      const [weight, bias] = [this.gradientAt("output"), this.gradientAt("outputBias")];
      kernel.headGradient(from.second, outputGradient, m, width, weight, bias);
    }
    this.intoSecond(from);
    this.layerGradient(from, 2, from.secondHat, from.secondInverse, secondGradient);
    this.weightGradient(m, from.first, width, secondGradient, width, "hidden");
    this.intoFirst(from);
    this.layerGradient(from, 1, from.firstHat, from.firstInverse, firstGradient);
    this.weightGradient(m, from.observations, this.observationWidth, firstGradient, width, "observation");
    if (this.takesAction)
      this.weightGradient(m, from.actions, this.actionWidth, firstGradient, width, "action");
  }

  actionGradient(from: WasmPass, out: WasmMatrix, accumulate: boolean): void {
    const { kernel, width: w } = this;
    const { firstGradient, secondGradient, scratch } = this.workspace;
    const m = from.rows;
    this.intoSecond(from);
    this.throughNorm(from, 2, from.secondHat, from.secondInverse, secondGradient);
    this.intoFirst(from);
    this.throughNorm(from, 1, from.firstHat, from.firstInverse, firstGradient);
    const [n, weights] = [this.actionWidth, this.at("action")];
    const added = accumulate ? 1 : 0;
    kernel.gemm(m, n, w, firstGradient, w, 0, weights, w, 1, out.address, n, added, scratch);
  }

  step({ rate, second }: AdamCorrections): void {
    const { kernel, weights, gradient, firstMoments, secondMoments, count } = this;
    kernel.adam(weights, gradient, firstMoments, secondMoments, count, rate, second);
  }

  follow(source: WasmNetwork, rate: number): void {
    this.kernel.polyak(this.weights, source.weights, this.count, rate);
  }

  private intoSecond({ rows: m, second, outputGradient }: WasmPass): void {
    const { kernel, width: w, head } = this;
    const { secondGradient, scratch } = this.workspace;
    const n = head?.stride ?? 1;
    if (head)
      kernel.gemm(m, w, n, outputGradient, n, 0, this.at(head.weights), n, 1, secondGradient, w, 0, scratch);
    else kernel.headBackward(outputGradient, this.at("output"), m, w, secondGradient);
    kernel.reluBackward(secondGradient, second, m * w);
  }

  private intoFirst({ rows: m, first }: WasmPass): void {
    const { kernel, width: w } = this;
    const { firstGradient, secondGradient, scratch } = this.workspace;
    kernel.gemm(m, w, w, secondGradient, w, 0, this.at("hidden"), w, 1, firstGradient, w, 0, scratch);
    kernel.reluBackward(firstGradient, first, m * w);
  }

  private activate(
    { rows: m, masks }: WasmPass,
    layer: 1 | 2,
    x: number,
    inverse: number,
    out: number,
  ): void {
    const bias = this.at(`bias${layer}`);
    if (!this.layerNorm) {
      this.kernel.biasRelu(x, bias, m, this.width);
      return;
    }
    this.kernel.addBias(x, bias, m, this.width);
    if (masks) this.mask(x, masks[layer - 1]!);
    const [gain, shift] = [this.at(`gain${layer}`), this.at(`shift${layer}`)];
    this.kernel.layerNormRelu(x, gain, shift, m, this.width, inverse, out);
  }

  /** From the gradient after the ReLU's mask to that of the product, with the gradients of bias, gain and shift. */
  private layerGradient(from: WasmPass, layer: 1 | 2, hat: number, inverse: number, d: number): void {
    const { kernel, width } = this;
    const { rows: m } = from;
    if (this.layerNorm) {
      kernel.layerNormGradient(d, hat, m, width, this.gradientAt(`gain${layer}`));
      kernel.sumRows(d, m, width, this.gradientAt(`shift${layer}`));
      this.throughNorm(from, layer, hat, inverse, d);
    }
    kernel.sumRows(d, m, width, this.gradientAt(`bias${layer}`));
  }

  /** The gradient before the layer norm and the mask, where there are any. */
  private throughNorm({ rows, masks }: WasmPass, layer: 1 | 2, hat: number, inverse: number, d: number) {
    if (!this.layerNorm) return;
    this.kernel.layerNormBackward(d, hat, inverse, this.at(`gain${layer}`), rows, this.width);
    if (masks) this.mask(d, masks[layer - 1]!);
  }

  /** x ← x·mask, entry by entry; a product of singles in double precision, stored as a single, is rounded once. */
  private mask(x: number, { address, rows }: WasmMatrix): void {
    const { memory } = this.workspace;
    const values = memory.view(x, rows * this.width);
    const factors = memory.view(address, rows * this.width);
    for (let i = 0; i < values.length; i++) values[i]! *= factors[i]!;
  }

  /** out [m × columns] (+)= x [m × inner]·W. */
  private product(
    m: number,
    x: number,
    inner: number,
    name: TensorName,
    out: number,
    accumulate: 0 | 1,
  ): void {
    const n = this.places.get(name)!.stride;
    this.kernel.gemm(
      m,
      n,
      inner,
      x,
      inner,
      0,
      this.at(name),
      n,
      0,
      out,
      n,
      accumulate,
      this.workspace.scratch,
    );
  }

  /** dW [inner × columns] = xᵀ·d. */
  private weightGradient(
    m: number,
    x: number,
    inner: number,
    d: number,
    columns: number,
    name: TensorName,
  ): void {
    const { scratch } = this.workspace;
    const out = this.gradientAt(name);
    this.kernel.gemm(inner, columns, m, x, inner, 1, d, columns, 0, out, columns, 0, scratch);
  }
}

function wideHead({ head }: NetworkDesign): WideHead | null {
  if (head === "scalar") return null;
  if ("outputs" in head)
    return { weights: "output", bias: "outputBias", stride: padded(head.outputs), columns: head.outputs };
  const stride = 2 * padded(head.actions);
  return { weights: "mean", bias: "meanBias", stride, columns: stride };
}
