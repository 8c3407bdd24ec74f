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
  private readonly isPolicy: boolean;
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
    this.isPolicy = design.head !== "scalar";
    this.actionWidth = padded(design.head === "scalar" ? design.actionSize : design.head.actions);
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
        this.places.set(name, { offset: end, stride: 2 * this.actionWidth });
        end += rows * 2 * this.actionWidth;
      } else if (name === "deviation" || name === "deviationBias") {
        const mean = this.places.get(name === "deviation" ? "mean" : "meanBias")!;
        this.places.set(name, { offset: mean.offset + this.actionWidth, stride: mean.stride });
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
    const stride = this.isPolicy ? 2 * this.actionWidth : 1;
    return {
      observations: 0,
      actions: 0,
      rows,
      first,
      second,
      firstHat: this.layerNorm ? layer() : first,
      secondHat: this.layerNorm ? layer() : second,
      firstInverse: memory.allocate(rows),
      secondInverse: memory.allocate(rows),
      output: { address: memory.allocate(rows * stride), rows, columns: stride, stride },
      outputGradient: memory.allocate(rows * stride),
    };
  }

  observationPart(observations: WasmMatrix, out: WasmMatrix): void {
    this.product(out.rows, observations.address, this.observationWidth, "observation", out.address, 0);
  }

  forward({ observations, actions, observationPart }: WasmInput, to: WasmPass): void {
    const { kernel, width } = this;
    const m = to.rows;
    to.observations = observations.address;
    if (observationPart !== undefined) {
      const from = observationPart.address >> 2;
      new Float32Array(kernel.memory.buffer).copyWithin(to.firstHat >> 2, from, from + m * width);
    } else this.product(m, to.observations, this.observationWidth, "observation", to.firstHat, 0);
    if (this.takesAction) {
      to.actions = actions!.address;
      this.product(m, to.actions, this.actionWidth, "action", to.firstHat, 1);
    }
    this.activate(m, 1, to.firstHat, to.firstInverse, to.first);
    this.product(m, to.first, width, "hidden", to.secondHat, 0);
    this.activate(m, 2, to.secondHat, to.secondInverse, to.second);
    const output = to.output.address;
    if (this.isPolicy) {
      this.product(m, to.second, width, "mean", output, 0);
      kernel.addBias(output, this.at("meanBias"), m, 2 * this.actionWidth);
    } else kernel.headForward(to.second, this.at("output"), this.at("outputBias"), m, width, output);
  }

  backward(from: WasmPass): void {
    const { kernel, width } = this;
    const { firstGradient, secondGradient } = this.workspace;
    const { rows: m, outputGradient } = from;
    if (this.isPolicy) {
      const outputs = 2 * this.actionWidth;
      this.weightGradient(m, from.second, width, outputGradient, outputs, "mean");
      kernel.sumRows(outputGradient, m, outputs, this.gradientAt("meanBias"));
    } else {
      const [weight, bias] = [this.gradientAt("output"), this.gradientAt("outputBias")];
      kernel.headGradient(from.second, outputGradient, m, width, weight, bias);
    }
    this.intoSecond(from);
    this.layerGradient(m, 2, from.secondHat, from.secondInverse, secondGradient);
    this.weightGradient(m, from.first, width, secondGradient, width, "hidden");
    this.intoFirst(from);
    this.layerGradient(m, 1, from.firstHat, from.firstInverse, firstGradient);
    this.weightGradient(m, from.observations, this.observationWidth, firstGradient, width, "observation");
    if (this.takesAction)
      this.weightGradient(m, from.actions, this.actionWidth, firstGradient, width, "action");
  }

  actionGradient(from: WasmPass, out: WasmMatrix, accumulate: boolean): void {
    const { kernel, width: w } = this;
    const { firstGradient, secondGradient, scratch } = this.workspace;
    const m = from.rows;
    this.intoSecond(from);
    if (this.layerNorm)
      kernel.layerNormBackward(secondGradient, from.secondHat, from.secondInverse, this.at("gain2"), m, w);
    this.intoFirst(from);
    if (this.layerNorm)
      kernel.layerNormBackward(firstGradient, from.firstHat, from.firstInverse, this.at("gain1"), m, w);
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
    const { kernel, width: w } = this;
    const { secondGradient, scratch } = this.workspace;
    const n = 2 * this.actionWidth;
    if (this.isPolicy)
      kernel.gemm(m, w, n, outputGradient, n, 0, this.at("mean"), n, 1, secondGradient, w, 0, scratch);
    else kernel.headBackward(outputGradient, this.at("output"), m, w, secondGradient);
    kernel.reluBackward(secondGradient, second, m * w);
  }

  private intoFirst({ rows: m, first }: WasmPass): void {
    const { kernel, width: w } = this;
    const { firstGradient, secondGradient, scratch } = this.workspace;
    kernel.gemm(m, w, w, secondGradient, w, 0, this.at("hidden"), w, 1, firstGradient, w, 0, scratch);
    kernel.reluBackward(firstGradient, first, m * w);
  }

  private activate(m: number, layer: 1 | 2, x: number, inverse: number, out: number): void {
    const bias = this.at(`bias${layer}`);
    if (!this.layerNorm) {
      this.kernel.biasRelu(x, bias, m, this.width);
      return;
    }
    this.kernel.addBias(x, bias, m, this.width);
    const [gain, shift] = [this.at(`gain${layer}`), this.at(`shift${layer}`)];
    this.kernel.layerNormRelu(x, gain, shift, m, this.width, inverse, out);
  }

  /** From the gradient after the ReLU's mask to that of the product, with the gradients of bias, gain and shift. */
  private layerGradient(m: number, layer: 1 | 2, hat: number, inverse: number, d: number): void {
    const { kernel, width } = this;
    if (this.layerNorm) {
      kernel.layerNormGradient(d, hat, m, width, this.gradientAt(`gain${layer}`));
      kernel.sumRows(d, m, width, this.gradientAt(`shift${layer}`));
      kernel.layerNormBackward(d, hat, inverse, this.at(`gain${layer}`), m, width);
    }
    kernel.sumRows(d, m, width, this.gradientAt(`bias${layer}`));
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
